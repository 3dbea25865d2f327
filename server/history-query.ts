import * as v from "valibot";
import { parseQuery } from "./query.ts";

const wanted = { since: "an ISO 8601 time with its zone, such as 2026-01-31T12:00:00Z" } as const;

const schema = v.object({
  since: v.optional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.check(isDayOfItsMonth),
      v.transform(Date.parse),
      v.number(),
      v.finite(), // an hour or a zone that doesn't exist
    ),
  ),
});

/**
 * Reads `?since=`, in milliseconds since the Unix epoch; other parameters are ignored.
 *
 * @throws BadQuery if it is repeated or no ISO 8601 time.
 */
export function parseHistoryQuery(params: URLSearchParams): { since?: number | undefined } {
  return parseQuery(schema, wanted, params);
}

/** False for `2026-02-30`, which `Date.parse` reads as March 2. */
function isDayOfItsMonth(timestamp: string): boolean {
  const day = timestamp.slice(0, "2026-01-31".length);
  return new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day.slice(-2));
}
