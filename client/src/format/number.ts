const formats = new Map<string, Intl.NumberFormat>();

/** A number format; each is created once. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const cached = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, cached);
  return cached;
}

const SHORT = { notation: "compact", maximumSignificantDigits: 3 } as const;

/** A whole number. */
export function formatCount(value: number, locale: string): string {
  return numberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}

/** A short number: three digits from 10,000, such as `12.3K`. */
export function formatShort(value: number, locale: string): string {
  if (value < 10_000) return formatDecimal(value, locale);
  return numberFormat(locale, SHORT).format(value);
}

/** A number with at most `digits` decimals. */
export function formatDecimal(value: number, locale: string, digits = 1): string {
  return numberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/**
 * A ratio as a percentage, with one decimal below 10 % and none above. It is never rounded up, so that
 * it can't cross a threshold: 0.7996 is 79 %, not 80 %.
 */
export function formatPercent(ratio: number, locale: string): string {
  const scale = ratio < 0.1 ? 1_000 : 100;
  const cut = Math.floor(ratio * scale + 1e-9) / scale;
  const digits = ratio < 0.1 ? 1 : 0;
  return numberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(cut);
}

/** A ratio as a short percentage: three digits from 10,000 %, such as `12.3K%`. */
export function formatShortPercent(ratio: number, locale: string): string {
  if (ratio < 100) return formatPercent(ratio, locale);
  return numberFormat(locale, { ...SHORT, style: "percent" }).format(ratio);
}

/** Requests per second: two decimals below 1, one below 100, otherwise none. */
export function formatRate(perSecond: number, locale: string): string {
  const digits = perSecond < 1 ? 2 : perSecond < 100 ? 1 : 0;
  return numberFormat(locale, { maximumFractionDigits: digits }).format(perSecond);
}

/** The shortest time that is shown as a number, in ms. */
const MIN_MS = 0.1;

/** A time in ms, or in seconds from one second; a value that would round to 0 is `< 0.1 ms`. */
export function formatMs(ms: number, locale: string): string {
  if (ms > 0 && ms < MIN_MS / 2) return `< ${formatMs(MIN_MS, locale)}`;
  const isLong = ms >= 1_000;
  const options = {
    style: "unit",
    unit: isLong ? "second" : "millisecond",
    // As short as in a duration.
    unitDisplay: isLong ? "narrow" : "short",
    maximumFractionDigits: isLong || ms < 10 ? 1 : 0,
  } as const;
  return numberFormat(locale, options).format(isLong ? ms / 1_000 : ms);
}

const BINARY = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A size in bytes, in binary units: `50 MiB`. */
export function formatBytes(bytes: number, locale: string): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), BINARY.length - 1);
  const value = bytes / 1024 ** step;
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return `${formatDecimal(value, locale, digits)}\u00A0${BINARY[step] ?? "B"}`;
}
