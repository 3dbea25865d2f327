import { matching, numberIn, oneOf, type Values } from "./options.ts";
import { WORKER_STATES } from "./pool/snapshot.ts";
import { parseQuery } from "./query.ts";
import type { WorkerRow } from "./types.ts";

type Value = string | number | boolean | undefined;

/** What rows can be ordered by: their fields, and short names of some. */
const COLUMNS = {
  id: ({ id }) => id,
  app: ({ app }) => app,
  state: ({ state }) => state,
  requests: ({ requests }) => requests,
  uptime: ({ uptime }) => uptime,
  memory: ({ memory, memoryKnown }) => (memoryKnown ? memory.rss : undefined),
  rss: ({ memory, memoryKnown }) => (memoryKnown ? memory.rss : undefined),
  heapUsed: ({ memory, memoryKnown }) => (memoryKnown ? memory.heapUsed : undefined),
  errors: ({ errors }) => errors,
  avgResponseTimeMs: ({ avgResponseTimeMs }) => avgResponseTimeMs,
  idleSeconds: ({ idleSeconds }) => idleSeconds,
  ephemeral: ({ ephemeral = false }) => ephemeral,
  failed: ({ failed = false }) => failed,
  blocked: ({ blocked }) => blocked,
  cpuSeconds: ({ cpuSeconds }) => cpuSeconds,
  cpu: ({ cpuSeconds }) => cpuSeconds,
  sampledSecondsAgo: ({ sampledSecondsAgo }) => sampledSecondsAgo,
} as const satisfies Record<string, (row: WorkerRow) => Value>;

type Column = keyof typeof COLUMNS;

const SORTS = Object.keys(COLUMNS).flatMap((column) => [column, `-${column}`]);

const options = {
  app: matching(/./s, "an app's name and version"),
  state: oneOf(WORKER_STATES, `one of ${WORKER_STATES.join(", ")}`),
  sort: oneOf(
    SORTS,
    `a column, with - before it for descending: ${Object.keys(COLUMNS).join(", ")}`,
  ),
  limit: numberIn(/^\d{1,9}$/, "a whole number of at least 0"),
  format: oneOf(["json", "text"], "json or text"),
};

/** Which rows of `stats` are requested, in which order and form; without an option, all as they are, in JSON. */
export type StatsQuery = Values<typeof options>;

/**
 * Reads `?app=`, `?state=`, `?sort=`, `?limit=` and `?format=`; other parameters are ignored.
 *
 * @throws BadQuery on a repeated option or a wrong value.
 */
export function parseStatsQuery(params: URLSearchParams): StatsQuery {
  return parseQuery(options, params);
}

/** The rows that a query selects, in its order. */
export function narrow(rows: WorkerRow[], { app, state, sort, limit }: StatsQuery): WorkerRow[] {
  let selected = rows;
  if (app !== undefined) selected = selected.filter((row) => row.app === app);
  if (state !== undefined) selected = selected.filter((row) => row.state === state);
  if (sort !== undefined) selected = selected.toSorted(comparison(sort));
  return limit === undefined ? selected : selected.slice(0, limit);
}

/** Rows without a value come last, in either direction. */
function comparison(sort: string): (a: WorkerRow, b: WorkerRow) => number {
  const read: (row: WorkerRow) => Value = COLUMNS[sort.replace("-", "") as Column];
  const direction = sort.startsWith("-") ? -1 : 1;
  return (a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return left < right ? -direction : left > right ? direction : 0;
  };
}
