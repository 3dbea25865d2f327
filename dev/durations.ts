const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Milliseconds of a duration as manifests write it: `"500ms"`, `"30s"`, `"5m"`, `"1h"`, or a bare
 * number of seconds. Throws with the option's name on anything else.
 */
export function parseDuration(name: string, value: unknown): number {
  const ms = typeof value === "number" ? value * 1_000 : fromText(value);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const given = JSON.stringify(value);
  throw new Error(`${name}: wanted a duration such as "500ms", "30s" or "5m", got ${given}`);
}

function fromText(value: unknown): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(value)) ?? [];
  return digits && unit ? Number(digits) * (UNITS[unit] ?? Number.NaN) : Number.NaN;
}
