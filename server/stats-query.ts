import * as v from "valibot";
import { parseQuery } from "./query.ts";
import type { WorkerRow, WorkerState } from "./types.ts";

const STATES = [
  "creating",
  "ready",
  "active",
  "idle",
  "terminated",
] as const satisfies WorkerState[];

const wanted = {
  app: "an app's name and version",
  state: `one of ${STATES.join(", ")}`,
  limit: "a whole number of at least 0",
} as const;

const schema = v.object({
  app: v.optional(v.pipe(v.string(), v.nonEmpty())),
  state: v.optional(v.picklist(STATES)),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))),
});

/** Which rows of `stats` are requested; without an option, all. */
export type StatsQuery = v.InferOutput<typeof schema>;

/**
 * Reads `?app=`, `?state=` and `?limit=`; other parameters are ignored.
 *
 * @throws BadQuery on a repeated option or an empty app, a state that isn't one, a limit that isn't a
 * whole number of at least 0.
 */
export function parseStatsQuery(params: URLSearchParams): StatsQuery {
  return parseQuery(schema, wanted, params);
}

/** The rows that a query selects, in their order. */
export function narrow(rows: WorkerRow[], { app, state, limit }: StatsQuery): WorkerRow[] {
  const selected = rows.filter(
    (row) => (app === undefined || row.app === app) && (state === undefined || row.state === state),
  );
  return limit === undefined ? selected : selected.slice(0, limit);
}
