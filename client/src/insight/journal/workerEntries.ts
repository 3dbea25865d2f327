import type { WorkerRow } from "../../../../server/types.ts";
import { isHistory, isYoung } from "../counts.ts";
import { linkToApp, linkToWorker } from "../workersLink.ts";
import type { Ending, NewEntry, Observation } from "./entry.ts";

/** Workers younger than this are in a journal that begins, with the time of their spawn; in ms. */
const REMEMBERED_MS = 15 * 60_000;

/** The live workers that were spawned within `elapsed` ms: their uptime tells when. */
export function spawnsWithin({ t, workers }: Observation, elapsed: number): NewEntry[] {
  return workers.filter((row) => isYoung(row, elapsed)).map((row) => created(row, t));
}

/** What a journal begins with. */
export function firstSpawns(observation: Observation): NewEntry[] {
  return spawnsWithin(observation, REMEMBERED_MS);
}

function created({ app, id, uptime }: WorkerRow, t: number): NewEntry {
  const link = linkToWorker(id);
  return { kind: "created", app, worker: id, t: t - uptime * 1_000, from: null, link };
}

/** What happened to workers between two observations of one process. */
export function workerEntries(before: Observation, after: Observation): NewEntry[] {
  const seen = { t: after.t, from: after.afterGap ? before.t : null };
  if (areSameWorkers(before, after)) {
    return after.workers.flatMap((row, index) => changesOf(before.workers[index], row, seen));
  }
  const [old, current] = [rowsById(before), rowsById(after)];
  // Where the pool's key stands for an id, a worker takes the place of its predecessors' history.
  const isNew = (row: WorkerRow) => !isHeld(old.get(row.id)) && isYoung(row, after.t - before.t);
  const spawned = after.workers.filter(isNew).map((row) => created(row, after.t));
  const changed = after.workers.flatMap((row) => changesOf(old.get(row.id), row, seen));
  const gone = before.workers.filter((row) => isAlive(row) && !isHeld(current.get(row.id)));
  const how = endingOf(gone.length, before, after);
  const ended = gone.map(({ app, id }): NewEntry => {
    return { kind: "ended", app, worker: id, how, ...seen, link: linkToApp(app) };
  });
  return [...spawned, ...changed, ...ended];
}

/** The usual case, for which thousands of rows need no index: none has come, gone or ended. */
function areSameWorkers({ workers: old }: Observation, { workers }: Observation): boolean {
  return (
    old.length === workers.length &&
    workers.every((row, i) => row.id === old[i]?.id && isHistory(row) === isHistory(old[i]))
  );
}

function rowsById({ workers }: Observation): Map<string, WorkerRow> {
  return new Map(workers.map((row) => [row.id, row]));
}

function isAlive({ state }: WorkerRow): boolean {
  return state !== "terminated";
}

/** A failed worker is still held by the pool: it failed, and has not ended besides. */
function isHeld(row: WorkerRow | undefined): boolean {
  return row !== undefined && !isHistory(row);
}

function changesOf(
  before: WorkerRow | undefined,
  { app, id, failed, blocked }: WorkerRow,
  seen: { t: number; from: number | null },
): NewEntry[] {
  const entry = (kind: "failed" | "blocked" | "unblocked"): NewEntry => {
    return { kind, app, worker: id, ...seen, link: linkToWorker(id) };
  };
  if (failed) return before?.failed ? [] : [entry("failed")];
  if (blocked && !before?.blocked) return [entry("blocked")];
  return before?.blocked && blocked === false ? [entry("unblocked")] : [];
}

/**
 * How as many workers ended as are `gone`: known if the pool counted exactly so many endings of one kind.
 * An eviction is counted as a retirement too.
 */
function endingOf(gone: number, before: Observation, after: Observation): Ending | null {
  const increase = (total: "evictions" | "retired" | "unaccounted") => {
    const [from, to] = [before.activity?.[total], after.activity?.[total]];
    return from === undefined || to === undefined ? null : to - from;
  };
  const [evicted, retired, lost] = [
    increase("evictions"),
    increase("retired"),
    increase("unaccounted"),
  ];
  if (retired === gone && evicted === gone) return "evicted";
  if (retired === gone && evicted === 0) return "retired";
  return lost === gone && retired === 0 ? "lost" : null;
}
