import * as v from "valibot";
import { parseQuery } from "./query.ts";

const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;

const schema = v.object({
  since: v.optional(
    v.pipe(
      v.custom<string>(isTimestamp, "an ISO 8601 time with its zone, such as 2026-01-31T12:00:00Z"),
      v.transform(Date.parse),
    ),
  ),
});

/**
 * Reads `?since=`, in milliseconds since the Unix epoch; other parameters are ignored.
 *
 * @throws BadQuery if it is repeated or no ISO 8601 time.
 */
export function parseHistoryQuery(params: URLSearchParams): { since?: number | undefined } {
  return parseQuery(schema, params);
}

/** False for an hour or a zone that doesn't exist, and for `2026-02-30`, which `Date.parse` reads as March 2. */
function isTimestamp(value: unknown): boolean {
  if (typeof value !== "string" || !TIMESTAMP.test(value)) return false;
  const day = value.slice(0, "2026-01-31".length);
  const isDayOfItsMonth = new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day.slice(-2));
  return isDayOfItsMonth && Number.isFinite(Date.parse(value));
}
