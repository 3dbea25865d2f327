import type { WorkerRow } from "../types.ts";
import { type Instance, type InstanceState, idOf, statsOf, threadOf } from "./instance.ts";
import { isLive, known, type MemoryOf, memoryFields } from "./reading.ts";
import { appName, count, measure, seconds } from "./values.ts";

/** A row of the real pool's `getWorkerStats()`, unchecked. */
export type Row = Record<string, unknown>;

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
  return {
    id: (instance && idOf(instance)) ?? app,
    app,
    state,
    requests: count(own.requestCount) ?? 0,
    uptime: (live ? seconds(own.ageMs) : undefined) ?? 0,
    ...memoryFields(thread ? memoryOf(thread) : {}),
    ...told(own),
    ...known("idleSeconds", live ? seconds(own.idleMs) : undefined),
    ...known("failed", worker.failed || undefined),
  };
}

/** The row of an app that has no worker now: its history. */
export function pastRow([key, row]: [string, Row]): WorkerRow {
  const app = appName(key);
  return {
    id: app,
    app,
    state: "terminated",
    requests: count(row.requestCount) ?? 0,
    uptime: 0,
    ...memoryFields({}),
    ...told(row),
    ...known("ephemeral", row.status === "ephemeral" || undefined),
  };
}

/** Failed requests; unknown for one-request workers, of which the pool says 0 whatever happened. */
export function errorsOf(row: Row): number | undefined {
  return row.status === "ephemeral" ? undefined : count(row.errorCount);
}

function told(row: Row): Pick<WorkerRow, "errors" | "avgResponseTimeMs"> {
  return {
    ...known("errors", errorsOf(row)),
    ...known("avgResponseTimeMs", measure(row.avgResponseTimeMs)),
  };
}
