import * as v from "valibot";
import { BadQuery, parseQuery } from "./query.ts";
import { numberIn, show } from "./schemas.ts";
import type { ExceededThreshold } from "./types.ts";

const ratio = numberIn(/^\d{1,9}(\.\d{1,9})?$/, "a ratio of at least 0, such as 0.9");
const count = numberIn(/^\d{1,9}$/, "a whole number of at least 0");

const schema = v.object({
  "max-utilization": ratio,
  "max-queue": ratio,
  "max-failed": count,
  "max-blocked": count,
});

/** The limits of a probe, by parameter. */
export type Thresholds = v.InferOutput<typeof schema>;

/** Reads the value to compare with a threshold; `undefined` if the pool doesn't report it. */
export type Levels = Record<keyof Thresholds, () => number | undefined>;

/**
 * Reads the thresholds of a probe; `undefined` if there are none.
 *
 * @throws BadQuery on a wrong or repeated value, and on any other parameter with a word that begins with `max`, such
 * as `amp;max-failed` from an HTML-escaped `&`: a probe must not succeed because of a typo.
 */
export function parseThresholds(params: URLSearchParams): Thresholds | undefined {
  const names = [...params.keys()].filter((name) => /\bmax/i.test(name));
  const unknown = names.find((name) => !(name in schema.entries));
  if (unknown !== undefined) {
    throw new BadQuery(
      `${show(unknown)} is not a threshold: use ${Object.keys(schema.entries).join(", ")}`,
    );
  }
  return names.length === 0 ? undefined : parseQuery(schema, params);
}

/**
 * The thresholds that are exceeded.
 *
 * @throws BadQuery if one can't be checked because the pool doesn't report its value.
 */
export function exceededOf(thresholds: Thresholds, levels: Levels): ExceededThreshold[] {
  return Object.entries(thresholds).flatMap(([name, limit]) => {
    if (limit === undefined) return [];
    const value = levels[name as keyof Thresholds]();
    if (value === undefined) {
      throw new BadQuery(`"${name}" can't be checked: this pool doesn't report it`);
    }
    return value > limit ? [{ name, limit, value }] : [];
  });
}
