import { createStore, useStore } from "../data/store.ts";
import { useLocale } from "../i18n/language.ts";
import { formatAgo, formatDuration, formatExactSeconds } from "./duration.ts";
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatMs,
  formatPercent,
  formatRate,
  formatShort,
  formatShortPercent,
} from "./number.ts";
import { formatClock, formatMinute, formatMoment, type Zone } from "./time.ts";

/** Whose clock all times are shown in. */
export const zone = createStore<Zone>("local");

/** The formatters in the pages' language and the chosen clock. */
export interface Format {
  count(value: number): string;
  decimal(value: number, digits?: number): string;
  short(value: number): string;
  percent(ratio: number): string;
  shortPercent(ratio: number): string;
  rate(perSecond: number): string;
  ms(value: number): string;
  bytes(value: number): string;
  duration(seconds: number): string;
  exactSeconds(seconds: number): string;
  ago(seconds: number): string;
  clock(ms: number): string;
  minute(ms: number): string;
  moment(ms: number): string;
}

function build(locale: string, zone: Zone): Format {
  return {
    count: (value) => formatCount(value, locale),
    decimal: (value, digits) => formatDecimal(value, locale, digits),
    short: (value) => formatShort(value, locale),
    percent: (ratio) => formatPercent(ratio, locale),
    shortPercent: (ratio) => formatShortPercent(ratio, locale),
    rate: (perSecond) => formatRate(perSecond, locale),
    ms: (value) => formatMs(value, locale),
    bytes: (value) => formatBytes(value, locale),
    duration: (seconds) => formatDuration(seconds, locale),
    exactSeconds: (seconds) => formatExactSeconds(seconds, locale),
    ago: (seconds) => formatAgo(seconds, locale),
    clock: (ms) => formatClock(ms, locale, zone),
    minute: (ms) => formatMinute(ms, locale, zone),
    moment: (ms) => formatMoment(ms, locale, zone),
  };
}

const built = new Map<string, Format>();

/** The formatters; the same object for the same language and clock. */
export function useFormat(): Format {
  const locale = useLocale();
  const clock = useStore(zone);
  const key = `${locale} ${clock}`;
  const known = built.get(key) ?? build(locale, clock);
  built.set(key, known);
  return known;
}
