import * as v from "valibot";
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

/** A query with a wrong value; the message says what was wanted and what came. */
export class BadQuery extends Error {
  override name = "BadQuery";
}

/**
 * Reads `?app=`, `?state=` and `?limit=`; other parameters are ignored.
 *
 * @throws BadQuery on a repeated option or an empty app, a state that isn't one, a limit that isn't a
 * whole number of at least 0.
 */
export function parseStatsQuery(params: URLSearchParams): StatsQuery {
  const given = Object.keys(wanted).map((name) => {
    const values = params.getAll(name);
    return [name, values.length > 1 ? values : values[0]];
  });
  const result = v.safeParse(schema, Object.fromEntries(given));
  if (result.success) return result.output;
  throw new BadQuery(sentence(result.issues[0]));
}

/** The rows that a query selects, in their order. */
export function narrow(rows: WorkerRow[], { app, state, limit }: StatsQuery): WorkerRow[] {
  const selected = rows.filter(
    (row) => (app === undefined || row.app === app) && (state === undefined || row.state === state),
  );
  return limit === undefined ? selected : selected.slice(0, limit);
}

function sentence(issue: v.InferIssue<typeof schema>): string {
  const option = v.getDotPath(issue) as keyof typeof wanted;
  if (Array.isArray(issue.input))
    return `"${option}" may be given once, got ${show(issue.input[1])}`;
  return `"${option}" must be ${wanted[option]}, got ${show(issue.input)}`;
}

function show(value: unknown): string {
  return JSON.stringify(String(value).slice(0, 100).toWellFormed());
}
