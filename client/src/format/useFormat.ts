import { readStored, writeStored } from "../browser/storage.ts";
import { createStore, useStore } from "../data/store.ts";
import { useLocale, useMessages } from "../i18n/language.ts";
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
import {
  formatAgo,
  formatClock,
  formatDayMinute,
  formatDuration,
  formatExactSeconds,
  formatMinute,
  formatTimestamp,
  timeLocale,
  type Zone,
} from "./time.ts";

const ZONE_KEY = "buntime-metrics:zone";

/** The zone that all times are shown in. */
export const zone = createStore<Zone>(readStored(ZONE_KEY) === "utc" ? "utc" : "local");

/** Chooses a zone and stores it. */
export function setZone(next: Zone): void {
  writeStored(ZONE_KEY, next);
  zone.set(next);
}

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
  dayMinute(ms: number): string;
  timestamp(ms: number): string;
}

function createFormat(locale: string, zone: Zone, justNow: string): Format {
  const times = timeLocale(locale, navigator.language);
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
    clock: (ms) => formatClock(ms, times, zone),
    minute: (ms) => formatMinute(ms, times, zone),
    dayMinute: (ms) => formatDayMinute(ms, times, zone),
    timestamp: (ms) => formatTimestamp(ms, times, zone),
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
