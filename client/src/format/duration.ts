const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

type Unit = (typeof UNITS)[number][0];

function part(value: number, unit: Unit, locale: string, display: "narrow" | "long"): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: display }).format(value);
}

/** Splits seconds into its two greatest units that count: 90061 is 1 day and 1 hour. */
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

const memory = new Map<string, string>();

/** Seconds for people, in two units at most: `1d 1h`. */
export function formatDuration(seconds: number, locale: string): string {
  const key = `${locale} ${Math.floor(seconds)}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const text = durationParts(seconds)
    .map(([value, unit]) => part(value, unit, locale, "narrow"))
    .join(" ");
  // Ten thousand rows ask for the same few texts; the table of them stays bounded.
  if (memory.size > 5_000) memory.clear();
  memory.set(key, text);
  return text;
}

/** All seconds, to the millisecond: `86,400.125 seconds`. */
export function formatExactSeconds(seconds: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "second",
    unitDisplay: "long",
    maximumFractionDigits: 3,
  }).format(seconds);
}

/** What has just been; `Intl` has no word for it but "now". */
const JUST_NOW: Record<string, string> = { en: "just now", "pt-BR": "agora mesmo" };

/** How long ago something was: `5 seconds ago`, or `just now` within the last second. */
export function formatAgo(seconds: number, locale: string): string {
  const now = JUST_NOW[locale];
  if (seconds < 1 && now !== undefined) return now;
  const [first] = durationParts(seconds);
  const [value, unit] = first ?? [0, "second"];
  return new Intl.RelativeTimeFormat(locale).format(-value, unit);
}
