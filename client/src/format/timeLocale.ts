/**
 * The locale of times: the pages' language with the date order and the hour cycle of the browser's region.
 *
 * @example timeLocale("en", "de-DE") // "en-DE-u-hc-h23"
 */
export function timeLocale(language: string, browser: string): string {
  try {
    const own = new Intl.Locale(browser).maximize();
    const page = new Intl.Locale(language);
    const { hourCycle } = new Intl.DateTimeFormat(browser, { hour: "numeric" }).resolvedOptions();
    const cycle = hourCycle === undefined ? {} : { hourCycle };
    const region = own.region === undefined ? {} : { region: own.region };
    return new Intl.Locale(page.language, { ...region, ...cycle }).toString();
  } catch {
    return language;
  }
}
