import * as v from "valibot";
import { WORKER_STATES } from "./pool/snapshot.ts";
import { parseQuery } from "./query.ts";
import { matching, numberIn, oneOf } from "./schemas.ts";
import type { WorkerRow } from "./types.ts";

type Value = string | number | boolean | undefined;

/** The sortable columns: the fields of rows, and short names for some. */
const COLUMNS = [
  "id",
  "app",
  "state",
  "requests",
  "uptime",
  "memory",
  "rss",
  "heapUsed",
  "errors",
  "avgResponseTimeMs",
  "idleSeconds",
  "ephemeral",
  "failed",
  "blocked",
  "cpuSeconds",
  "cpu",
  "sampledSecondsAgo",
] as const;

type Column = (typeof COLUMNS)[number];

const SORTS = COLUMNS.flatMap((column) => [column, `-${column}`]);

const schema = v.object({
  app: v.optional(matching(/./s, "an app's name and version")),
  state: v.optional(oneOf(WORKER_STATES, `one of ${WORKER_STATES.join(", ")}`)),
  sort: v.optional(
    oneOf(SORTS, `a column, with - before it for descending: ${COLUMNS.join(", ")}`),
  ),
  limit: numberIn(/^\d{1,9}$/, "a whole number of at least 0"),
  format: v.optional(oneOf(["json", "text"], "json or text"), "json"),
});

/** Selects, orders and formats rows of `stats`; without options, all of them in the default order as JSON. */
export type StatsQuery = v.InferOutput<typeof schema>;

/**
 * Reads `?app=`, `?state=`, `?sort=`, `?limit=` and `?format=`; other parameters are ignored.
 *
 * @throws BadQuery on a repeated option or a wrong value.
 */
export function parseStatsQuery(params: URLSearchParams): StatsQuery {
  return parseQuery(schema, params);
}

/** The rows that a query selects, in its order. */
export function narrow(
  rows: WorkerRow[],
  { app, state, sort, limit }: Partial<StatsQuery>,
): WorkerRow[] {
  let selected = rows;
  if (app !== undefined) selected = selected.filter((row) => row.app === app);
  if (state !== undefined) selected = selected.filter((row) => row.state === state);
  if (sort !== undefined) selected = selected.toSorted(comparison(sort));
  return limit === undefined ? selected : selected.slice(0, limit);
}

/** Rows without a value come last in either direction. */
function comparison(sort: string): (a: WorkerRow, b: WorkerRow) => number {
  const column = sort.replace("-", "") as Column;
  const direction = sort.startsWith("-") ? -1 : 1;
  return (a, b) => {
    const [left, right] = [sortValue(a, column), sortValue(b, column)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return left < right ? -direction : left > right ? direction : 0;
  };
}

function sortValue(row: WorkerRow, column: Column): Value {
  const { memory, memoryKnown } = row;
  switch (column) {
    case "memory":
    case "rss":
      return memoryKnown ? memory.rss : undefined;
    case "heapUsed":
      return memoryKnown ? memory.heapUsed : undefined;
    case "cpu":
      return row.cpuSeconds;
    case "ephemeral":
    case "failed":
      return row[column] ?? false;
    default:
      return row[column];
  }
}
