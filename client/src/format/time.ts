import { numberFormat } from "./number.ts";

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

const MINUTE = { hour: "2-digit", minute: "2-digit" } as const;
const DAY_MINUTE = { month: "short", day: "numeric", ...MINUTE } as const;
const SECOND = { second: "2-digit" } as const;

/** The time of day to the second. */
export function formatClock(ms: number, locale: string, zone: Zone): string {
  return format(locale, zone, { ...MINUTE, ...SECOND }).format(ms);
}

/** The time of day to the minute, for an axis. */
export function formatMinute(ms: number, locale: string, zone: Zone): string {
  return format(locale, zone, MINUTE).format(ms);
}

/** The day and the time to the minute, for an axis of several days. */
export function formatDayMinute(ms: number, locale: string, zone: Zone): string {
  return format(locale, zone, DAY_MINUTE).format(ms);
}

/** Date and time to the second, with the zone's name. */
export function formatTimestamp(ms: number, locale: string, zone: Zone): string {
  const options = { year: "numeric", ...DAY_MINUTE, ...SECOND, timeZoneName: "short" } as const;
  return format(locale, zone, options).format(ms);
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

type Unit = (typeof UNITS)[number][0];

function part(value: number, unit: Unit, locale: string, display: "narrow" | "long"): string {
  return numberFormat(locale, { style: "unit", unit, unitDisplay: display }).format(value);
}

/** Splits seconds into at most two units, the largest first: 90061 is 1 day and 1 hour. */
export function durationParts(seconds: number): [value: number, unit: Unit][] {
  const whole = Math.max(0, Math.floor(seconds));
  const first = UNITS.findIndex(([, size]) => whole >= size);
  if (first < 0) return [[0, "second"]];
  const parts: [number, Unit][] = [];
  let rest = whole;
  for (const [unit, size] of UNITS.slice(first, first + 2)) {
    const value = Math.floor(rest / size);
    rest -= value * size;
    if (value > 0) parts.push([value, unit]);
  }
  return parts;
}

const cache = new Map<string, string>();

/** A duration in seconds, in two units at most: `1d 1h`. */
export function formatDuration(seconds: number, locale: string): string {
  const key = `${locale} ${Math.floor(seconds)}`;
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const text = durationParts(seconds)
    .map(([value, unit]) => part(value, unit, locale, "narrow"))
    .join(" ");
  // Ten thousand rows share a few texts; the cache stays bounded.
  if (cache.size > 5_000) cache.clear();
  cache.set(key, text);
  return text;
}

/** A duration in seconds, to the millisecond: `86,400.125 seconds`. */
export function formatExactSeconds(seconds: number, locale: string): string {
  return numberFormat(locale, {
    style: "unit",
    unit: "second",
    unitDisplay: "long",
    maximumFractionDigits: 3,
  }).format(seconds);
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const format = relativeFormats.get(locale) ?? new Intl.RelativeTimeFormat(locale);
  relativeFormats.set(locale, format);
  return format;
}

/** How long ago something was: `5 seconds ago`, or `justNow` within the last second. */
export function formatAgo(seconds: number, locale: string, justNow: string): string {
  if (seconds < 1) return justNow;
  const [first] = durationParts(seconds);
  const [value, unit] = first ?? [0, "second"];
  return relativeFormat(locale).format(-value, unit);
}
