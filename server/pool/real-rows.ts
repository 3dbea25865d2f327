import type { WorkerRow } from "../types.ts";
import { type Instance, type InstanceState, idOf, statsOf, threadOf } from "./instance.ts";
import { isLive, type MemoryOf, memoryFields } from "./reading.ts";
import type { Row } from "./row.ts";
import { appName, count, measure, seconds } from "./values.ts";

interface HeldWorker extends InstanceState {
  app: string;
  instance?: Instance;
}

/**
 * The row of a worker that the pool holds. Its own figures since its spawn come first; those of
 * `merged`, which add its predecessors', stand in where it doesn't tell.
 */
export function heldRow(
  worker: HeldWorker,
  merged: Row | undefined,
  memoryOf: MemoryOf,
): WorkerRow {
  const { instance, state } = worker;
  const own = (instance && statsOf(instance)) ?? merged ?? {};
  const live = isLive(state);
  const thread = live && instance ? threadOf(instance) : undefined;
  const app = appName(worker.app);
  const row: WorkerRow = {
    id: (instance && idOf(instance)) ?? app,
    app,
    state,
    requests: count(own.requestCount) ?? 0,
    uptime: (live ? seconds(own.ageMs) : undefined) ?? 0,
    ...memoryFields(thread ? memoryOf(thread) : {}),
  };
  tell(row, own);
  const idle = live ? seconds(own.idleMs) : undefined;
  if (idle !== undefined) row.idleSeconds = idle;
  if (worker.failed) row.failed = true;
  return row;
}

/** The row of an app that has no worker now: its history. */
export function pastRow([key, told]: readonly [string, Row]): WorkerRow {
  const app = appName(key);
  const row: WorkerRow = {
    id: app,
    app,
    state: "terminated",
    requests: count(told.requestCount) ?? 0,
    uptime: 0,
    ...memoryFields({}),
  };
  tell(row, told);
  if (told.status === "ephemeral") row.ephemeral = true;
  return row;
}

/** Failed requests; unknown for one-request workers, of which the pool says 0 whatever happened. */
export function errorsOf(row: Row): number | undefined {
  return row.status === "ephemeral" ? undefined : count(row.errorCount);
}

function tell(row: WorkerRow, told: Row): void {
  const errors = errorsOf(told);
  if (errors !== undefined) row.errors = errors;
  const average = measure(told.avgResponseTimeMs);
  if (average !== undefined) row.avgResponseTimeMs = average;
}
