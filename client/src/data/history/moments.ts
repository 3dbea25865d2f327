import type { HistoryColumn, HistoryResponse } from "../../../../server/types.ts";
import type { PoolSample } from "../feed/samples.ts";
import type { ActivitySample } from "../feed/state.ts";

/** The columns that are fields of the activity by the same name. */
const ACTIVITY = [
  "requests",
  "hits",
  "misses",
  "evictions",
  "created",
  "failed",
  "retired",
  "unaccounted",
  "heldFailures",
  "avgResponseTimeMs",
  "servedRequests",
  "succeededRequests",
  "errors",
  "responseSeconds",
  "blocked",
] as const satisfies readonly (HistoryColumn & keyof ActivitySample)[];

/** The readings of a history, as samples with times in ms of the server's clock. */
export interface Moments {
  pool: PoolSample[];
  activity: ActivitySample[];
}

/** Reads a history; rows and figures that aren't numbers are left out. */
export function momentsOf({ columns, rows }: HistoryResponse, instance?: string): Moments {
  const moments: Moments = { pool: [], activity: [] };
  for (const row of rows) {
    const figure = (column: HistoryColumn) => {
      const value: unknown = Array.isArray(row) ? row[columns.indexOf(column)] : undefined;
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    };
    const t = figure("time");
    if (t === undefined) continue;
    const pool = poolAt(figure);
    if (pool !== null) moments.pool.push({ ...pool, t });
    const activity = activityAt(figure);
    if (activity === null) continue;
    const timestamp = new Date(t).toISOString();
    moments.activity.push({ ...activity, ...(instance ? { instance } : {}), timestamp, t });
  }
  return moments;
}

type Figure = (column: HistoryColumn) => number | undefined;

function poolAt(figure: Figure) {
  const [size, active, idle] = [figure("size"), figure("active"), figure("idle")];
  const [creating, total] = [figure("creating"), figure("total")];
  if (size === undefined || active === undefined || idle === undefined) return null;
  if (creating === undefined || total === undefined) return null;
  return { size, active, idle, creating, total, utilization: size > 0 ? active / size : 0 };
}

/** Only readings that count requests: others have nothing to compare totals with. */
function activityAt(figure: Figure): Omit<ActivitySample, "t" | "timestamp"> | null {
  if (figure("requests") === undefined && figure("servedRequests") === undefined) return null;
  const known = ACTIVITY.flatMap((column) => {
    const value = figure(column);
    return value === undefined ? [] : [[column, value] as const];
  });
  const [queueDepth, queueLimit] = [figure("queueDepth"), figure("queueLimit")];
  const hasQueue = queueDepth !== undefined && queueLimit !== undefined;
  return {
    ...Object.fromEntries(known),
    ...(hasQueue ? { ephemeral: { queueDepth, queueLimit } } : {}),
  };
}
