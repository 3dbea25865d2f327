import type { WorkerRow, WorkerState } from "./types.ts";

const STATES: readonly string[] = [
  "creating",
  "ready",
  "active",
  "idle",
  "terminated",
] satisfies WorkerState[];

const OPTIONS: readonly string[] = ["app", "state", "limit"];

/** Which rows of `stats` are asked for; without an option, all. */
export interface StatsQuery {
  app?: string;
  state?: string;
  limit?: number;
}

/** A query that makes no sense; the message says what was wanted and what came. */
export class BadQuery extends Error {
  override name = "BadQuery";
}

/**
 * Reads `?app=`, `?state=` and `?limit=`.
 *
 * @throws BadQuery on an unknown or repeated option, a state that isn't one, a limit that isn't a
 * whole number of at least 0.
 */
export function parseStatsQuery(params: URLSearchParams): StatsQuery {
  const query: StatsQuery = {};
  for (const [name, value] of params) {
    if (!OPTIONS.includes(name)) throw bad("an option must be app, state or limit", name);
    if (name in query) throw bad(`"${name}" may be given once`, value);
    Object.assign(query, { [name]: name === "limit" ? limit(value) : value });
  }
  if (query.app === "") throw bad('"app" must be an app\'s name and version', query.app);
  if (query.state !== undefined && !STATES.includes(query.state)) {
    throw bad(`"state" must be one of ${STATES.join(", ")}`, query.state);
  }
  return query;
}

/** The rows that a query asks for, in their order. */
export function narrow(rows: WorkerRow[], { app, state, limit }: StatsQuery): WorkerRow[] {
  const wanted = rows.filter(
    (row) => (app === undefined || row.app === app) && (state === undefined || row.state === state),
  );
  return limit === undefined ? wanted : wanted.slice(0, limit);
}

function limit(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw bad('"limit" must be a whole number of at least 0', value);
}

function bad(wanted: string, given: string): BadQuery {
  return new BadQuery(`${wanted}, got ${JSON.stringify(given.slice(0, 100).toWellFormed())}`);
}
