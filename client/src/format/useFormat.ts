import { createStore, useStore } from "../data/store.ts";
import { useLocale, useMessages } from "../i18n/language.ts";
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
import { formatClock, formatMinute, formatTimestamp, type Zone } from "./time.ts";

/** The zone that all times are shown in. */
export const zone = createStore<Zone>("local");

/** The formatters in the pages' language and zone. */
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
  timestamp(ms: number): string;
}

function createFormat(locale: string, zone: Zone, justNow: string): Format {
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
    ago: (seconds) => formatAgo(seconds, locale, justNow),
    clock: (ms) => formatClock(ms, locale, zone),
    minute: (ms) => formatMinute(ms, locale, zone),
    timestamp: (ms) => formatTimestamp(ms, locale, zone),
  };
}

const formats = new Map<string, Format>();

/** The formatters; the same object for the same language and zone. */
export function useFormat(): Format {
  const locale = useLocale();
  const { justNow } = useMessages();
  const currentZone = useStore(zone);
  const key = `${locale} ${currentZone}`;
  const format = formats.get(key) ?? createFormat(locale, currentZone, justNow);
  formats.set(key, format);
  return format;
}
