/** The zone that times are shown in. */
export type Zone = "local" | "utc";

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

const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  locale: string,
  zone: Zone,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const cached =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, zone === "utc" ? { ...options, timeZone: "UTC" } : options);
  formats.set(key, cached);
  return cached;
}

/** The time of day to the second. */
export function formatClock(ms: number, locale: string, zone: Zone): string {
  return format(locale, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(ms);
}

/** The time of day to the minute, for an axis. */
export function formatMinute(ms: number, locale: string, zone: Zone): string {
  return format(locale, zone, { hour: "2-digit", minute: "2-digit" }).format(ms);
}

/** The day and the time to the minute, for an axis of several days. */
export function formatDayMinute(ms: number, locale: string, zone: Zone): string {
  const options = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } as const;
  return format(locale, zone, options).format(ms);
}

/** Date and time to the second, with the zone's name. */
export function formatTimestamp(ms: number, locale: string, zone: Zone): string {
  return format(locale, zone, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(ms);
}
