import type { ActivityResponse, PoolMetrics, WorkerRow } from "../../../../server/types.ts";
import type { Reading } from "../../data/stats/tracks.ts";
import type { PanelMessages } from "../../i18n/messages.ts";
import { isHistory, isYoung } from "../counts.ts";
import type { Statement, Words } from "../words.ts";
import { linkToApp, linkToWorker, type WorkersLink } from "../workersLink.ts";

/** A reading of `stats`, with what the feed knew at that time. */
export interface Observation extends Reading {
  /** When the process began, in ms; only if it is known for this instance. */
  startedAt?: number | undefined;
  pool?: PoolMetrics | undefined;
  /** The latest activity. */
  activity?: Omit<ActivityResponse, "ephemeral"> | undefined;
}

/**
 * How a worker ended: `retired` by the pool at the end of its life, `evicted` for another app's worker, or
 * `lost`: the pool didn't count its end, and its thread may still run.
 */
export type Ending = "retired" | "evicted" | "lost";

/** The contents of an entry, by its kind. */
export type EntryDetail =
  | { kind: "created" | "failed" | "blocked" | "unblocked"; app: string; worker: string }
  | { kind: "ended"; app: string; worker: string; how: Ending | null }
  | { kind: "version"; app: string }
  | { kind: "restarted" }
  | { kind: "overCapacity" | "withinCapacity"; total: number; size: number };

/** An event in the journal. Times are in ms of the page's clock. */
export type JournalEntry = EntryDetail & {
  /** Increases with each entry. */
  id: number;
  /** When it happened, or was first seen. */
  t: number;
  /** If readings were missed before `t`: the time of the last one, after which it happened. */
  from: number | null;
  link: WorkersLink | null;
};

/** An entry without its id. */
export type NewEntry = EntryDetail & Omit<JournalEntry, "id" | keyof EntryDetail>;

/** The journal begins with the spawns of workers younger than this, in ms. */
const REMEMBERED_MS = 15 * 60_000;

/** Live workers spawned within the last `elapsed` ms, at the time that follows from their uptime. */
export function spawnsWithin({ t, workers }: Observation, elapsed: number): NewEntry[] {
  return workers.filter((row) => isYoung(row, elapsed)).map((row) => created(row, t));
}

/** The entries that a journal begins with. */
export function firstSpawns(observation: Observation): NewEntry[] {
  return spawnsWithin(observation, REMEMBERED_MS);
}

function created({ app, id, uptime }: WorkerRow, t: number): NewEntry {
  const link = linkToWorker(id);
  return { kind: "created", app, worker: id, t: t - uptime * 1_000, from: null, link };
}

/** The entries of workers between two observations of one process. */
export function workerEntries(before: Observation, after: Observation): NewEntry[] {
  const seen = { t: after.t, from: after.afterGap ? before.t : null };
  if (areSameWorkers(before, after)) {
    return after.workers.flatMap((row, index) => changesOf(before.workers[index], row, seen));
  }
  const [old, current] = [rowsById(before), rowsById(after)];
  // If ids are the pool's keys, a new worker has the id of its predecessors' history.
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

/** The usual case, in which thousands of rows need no index: none was spawned or has ended. */
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

/** A failed worker is still held by the pool: it has not ended. */
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
 * How the workers that are gone have ended: known if the pool counted exactly as many ends of one kind.
 * It counts an eviction as a retirement, too.
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

/** The texts and formats of entries, in the pages' language. */
export interface JournalWords extends Words {
  journal: PanelMessages["journal"];
}

/** A journal entry in words. */
export function entryInWords(entry: JournalEntry, words: JournalWords): Statement {
  const { journal, format } = words;
  const { from } = entry;
  const at = format.clock(entry.t);
  return {
    app: "app" in entry ? entry.app : null,
    text: entryText(entry, words),
    time: from === null ? at : journal.between(format.clock(from), at),
  };
}

function entryText(entry: JournalEntry, { t, journal, format }: JournalWords): string {
  switch (entry.kind) {
    case "ended":
      return entry.how === null ? journal.ended : journal.endings[entry.how];
    case "overCapacity":
      return t.facts.overCapacity(entry.total, format.count(entry.size));
    case "withinCapacity":
      return journal.withinCapacity(entry.total, format.count(entry.size));
    default:
      return journal[entry.kind];
  }
}
