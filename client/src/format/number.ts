const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, known);
  return known;
}

const SHORT = { notation: "compact", maximumSignificantDigits: 3 } as const;

/** A whole number with the locale's separators. */
export function formatCount(value: number, locale: string): string {
  return format(locale, { maximumFractionDigits: 0 }).format(value);
}

/** A number in few digits: from 10,000 on its first three, as `12.3K`. */
export function formatShort(value: number, locale: string): string {
  if (value < 10_000) return formatDecimal(value, locale);
  return format(locale, SHORT).format(value);
}

/** A number that may have a fraction: `digits` at most. */
export function formatDecimal(value: number, locale: string, digits = 1): string {
  return format(locale, { maximumFractionDigits: digits }).format(value);
}

/**
 * A ratio as per cent: one decimal below 10 % and none above, and never rounded across a threshold:
 * 0.7996 is 79.9 %, not 80 %.
 */
export function formatPercent(ratio: number, locale: string): string {
  const scale = ratio < 0.1 ? 1_000 : 100;
  const cut = Math.floor(ratio * scale + 1e-9) / scale;
  const digits = ratio < 0.1 ? 1 : 0;
  return format(locale, { style: "percent", maximumFractionDigits: digits }).format(cut);
}

/** A ratio as per cent in few digits: from 10,000 % on its first three, as `12.3K%`. */
export function formatShortPercent(ratio: number, locale: string): string {
  if (ratio < 100) return formatPercent(ratio, locale);
  return format(locale, { ...SHORT, style: "percent" }).format(ratio);
}

/** Requests per second: two decimals below 1, one below 100, else none. */
export function formatRate(perSecond: number, locale: string): string {
  const digits = perSecond < 1 ? 2 : perSecond < 100 ? 1 : 0;
  return format(locale, { maximumFractionDigits: digits }).format(perSecond);
}

/** The least time that is written as a number, in ms. */
const LEAST_MS = 0.1;

/** Milliseconds as such below one second, else as seconds; what rounds to nothing is `< 0.1 ms`. */
export function formatMs(ms: number, locale: string): string {
  if (ms > 0 && ms < LEAST_MS / 2) return `< ${formatMs(LEAST_MS, locale)}`;
  const isLong = ms >= 1_000;
  const options = {
    style: "unit",
    unit: isLong ? "second" : "millisecond",
    // Seconds are as short as in a duration.
    unitDisplay: isLong ? "narrow" : "short",
    maximumFractionDigits: isLong || ms < 10 ? 1 : 0,
  } as const;
  return format(locale, options).format(isLong ? ms / 1_000 : ms);
}

const BINARY = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** Bytes in binary units: `50 MiB`. */
export function formatBytes(bytes: number, locale: string): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), BINARY.length - 1);
  const value = bytes / 1024 ** step;
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return `${formatDecimal(value, locale, digits)}\u00A0${BINARY[step] ?? "B"}`;
}
