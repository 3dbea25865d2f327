import { linkToApp } from "../workersLink.ts";
import {
  type EntryDetail,
  firstSpawns,
  type JournalEntry,
  type NewEntry,
  type Observation,
  spawnsWithin,
  workerEntries,
} from "./entries.ts";

/** The events since the page was opened, and what is needed to find the next ones. */
export interface Journal {
  /** Newest first; at most {@link MAX_ENTRIES}. */
  entries: readonly JournalEntry[];
  /** The first observation, in ms; `null` before it. */
  since: number | null;
  /** The latest observation of each process, the newest last. */
  observed: readonly Observation[];
  /** All apps seen so far, to recognize new versions. */
  apps: ReadonlySet<string>;
  /** Whether the pool is over capacity, and when it was last seen so. */
  over: { is: boolean; at: number };
}

/** The journal before the first observation. */
export const EMPTY_JOURNAL: Journal = {
  entries: [],
  since: null,
  observed: [],
  apps: new Set(),
  over: { is: false, at: 0 },
};

/** The maximum number of entries kept. */
export const MAX_ENTRIES = 500;
/** The maximum number of processes told apart behind a balancer. */
const MAX_PROCESSES = 8;
/** The maximum number of apps remembered. */
const MAX_APPS = 20_000;
/** How long the pool must be within its size to count as within capacity again, in ms. */
const CALM_MS = 30_000;
/** How much two estimates of a process's start may differ, in ms. */
const START_SLACK_MS = 2_000;

/** The journal after another observation. */
export function nextJournal(journal: Journal, observation: Observation): Journal {
  const own = journal.observed.find(({ instance }) => instance === observation.instance);
  const latest = journal.observed.at(-1);
  const before = own ?? latest;
  const isRestart = before !== undefined && isRestarted(before, observation, own !== undefined);
  const added = [
    ...processEntries(before, observation, isRestart),
    ...(own && !isRestart ? workerEntries(own, observation) : []),
    ...versionEntries(journal.apps, observation, latest !== undefined),
    ...capacityEntries(journal.over, observation),
  ];
  const others = journal.observed.filter((other) => other !== own);
  const returns = own !== undefined && own !== latest;
  return {
    entries: append(returns ? withoutRestarts(journal.entries, own) : journal.entries, added),
    since: journal.since ?? observation.t,
    observed: [...others, observation].slice(-MAX_PROCESSES),
    apps: rememberApps(journal.apps, observation),
    over: nextOver(journal.over, observation),
  };
}

function append(entries: readonly JournalEntry[], added: NewEntry[]): readonly JournalEntry[] {
  if (added.length === 0) return entries;
  const first = (entries[0]?.id ?? 0) + 1;
  const numbered = added
    .toSorted((a, b) => a.t - b.t)
    .map((entry, index): JournalEntry => ({ ...entry, id: first + index }));
  return [...numbered.reverse(), ...entries].slice(0, MAX_ENTRIES);
}

/**
 * Whether a new process replaced the one observed before. Another instance may also be another host behind
 * a balancer: that one has been running for longer, as its start or its workers show.
 */
function isRestarted(before: Observation, after: Observation, isSame: boolean): boolean {
  const { startedAt } = after;
  if (isSame) {
    // Without instance ids only the start differs.
    if (after.instance !== undefined || startedAt === undefined) return false;
    return startedAt - (before.startedAt ?? startedAt) > START_SLACK_MS;
  }
  if (startedAt !== undefined) return startedAt > before.t - START_SLACK_MS;
  const elapsed = after.t - before.t + START_SLACK_MS;
  return after.workers.every(({ uptime }) => uptime * 1_000 <= elapsed);
}

/** Removes restarts that turn out to be none: the process responds again, so both are behind a balancer. */
function withoutRestarts(
  entries: readonly JournalEntry[],
  { t }: Observation,
): readonly JournalEntry[] {
  return entries.filter((entry) => entry.kind !== "restarted" || entry.t < t - START_SLACK_MS);
}

function processEntries(
  before: Observation | undefined,
  observation: Observation,
  isRestart: boolean,
): NewEntry[] {
  if (before === undefined) return firstSpawns(observation);
  if (!isRestart) return [];
  const { startedAt, t } = observation;
  const when = { t: startedAt ?? t, from: startedAt === undefined ? before.t : null };
  const restarted: NewEntry = { kind: "restarted", ...when, link: null };
  return [restarted, ...spawnsWithin(observation, t - before.t)];
}

const nameOf = (app: string) => app.slice(0, app.lastIndexOf("@") + 1);

/** Apps seen for the first time, of which another version was seen before. */
function versionEntries(
  apps: ReadonlySet<string>,
  { t, workers }: Observation,
  isKnown: boolean,
): NewEntry[] {
  if (!isKnown) return [];
  const fresh = new Set(workers.flatMap(({ app }) => (apps.has(app) ? [] : [app])));
  if (fresh.size === 0) return [];
  const names = new Set([...apps].map(nameOf));
  return [...fresh]
    .filter((app) => nameOf(app) !== "" && names.has(nameOf(app)))
    .map((app) => ({ kind: "version", app, t, from: null, link: linkToApp(app) }));
}

function rememberApps(apps: ReadonlySet<string>, { workers }: Observation): ReadonlySet<string> {
  if (workers.every(({ app }) => apps.has(app))) return apps;
  const all = [...new Set([...apps, ...workers.map(({ app }) => app)])];
  return new Set(all.slice(-MAX_APPS));
}

function nextOver(over: Journal["over"], { pool, t }: Observation): Journal["over"] {
  if (pool === undefined || pool.size === 0) return over;
  if (pool.total > pool.size) return { is: true, at: t };
  return over.is && t - over.at >= CALM_MS ? { is: false, at: over.at } : over;
}

function capacityEntries(over: Journal["over"], observation: Observation): NewEntry[] {
  const { pool, t } = observation;
  const { is } = nextOver(over, observation);
  if (pool === undefined || is === over.is) return [];
  const detail: EntryDetail = {
    kind: is ? "overCapacity" : "withinCapacity",
    total: pool.total,
    size: pool.size,
  };
  return [{ ...detail, t, from: is ? null : over.at, link: { search: {} } }];
}

/** The entries of one app, and those about the whole pool. */
export function entriesOfApp(entries: readonly JournalEntry[], app: string): JournalEntry[] {
  return entries.filter((entry) => !("app" in entry) || entry.app === app);
}
