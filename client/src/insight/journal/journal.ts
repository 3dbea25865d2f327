import { linkToApp } from "../workersLink.ts";
import type { EntryDetail, JournalEntry, NewEntry, Observation } from "./entry.ts";
import { firstSpawns, spawnsWithin, workerEntries } from "./workerEntries.ts";

/** What happened since the page was opened, from one observation to the next. */
export interface Journal {
  /** The latest first; at most {@link MAX_ENTRIES}. */
  entries: readonly JournalEntry[];
  /** When it begins, in ms; `null` before the first observation. */
  since: number | null;
  /** The latest observation of each process, the latest process last. */
  observed: readonly Observation[];
  /** All apps seen, so that a new version can be told. */
  apps: ReadonlySet<string>;
  /** Whether the pool holds more workers than its size, and when it was last seen to. */
  over: { is: boolean; at: number };
}

/** Before the first observation. */
export const EMPTY_JOURNAL: Journal = {
  entries: [],
  since: null,
  observed: [],
  apps: new Set(),
  over: { is: false, at: 0 },
};

/** Entries that are kept. */
export const MAX_ENTRIES = 500;
/** Processes behind a balancer that are told apart. */
const MAX_PROCESSES = 8;
/** Apps that are remembered. */
const MAX_APPS = 20_000;
/** The pool is within its size again when it has been for this long, in ms: it may go up and down. */
const CALM_MS = 30_000;
/** How far two estimates of a process's start may be apart, in ms. */
const START_SLACK_MS = 2_000;

/** The journal after a further observation. */
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
 * Whether a new process took the place of the one observed before. Another instance may also be another
 * host behind a balancer: that has been running for longer, as its start or its workers show.
 */
function isRestarted(before: Observation, after: Observation, isSame: boolean): boolean {
  const { startedAt } = after;
  if (isSame) {
    // Without instances, the start tells.
    if (after.instance !== undefined || startedAt === undefined) return false;
    return startedAt - (before.startedAt ?? startedAt) > START_SLACK_MS;
  }
  if (startedAt !== undefined) return startedAt > before.t - START_SLACK_MS;
  const elapsed = after.t - before.t + START_SLACK_MS;
  return after.workers.every(({ uptime }) => uptime * 1_000 <= elapsed);
}

/** A process that responds again was not replaced: both are hosts behind a balancer. */
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

/** Apps seen for the first time whose other versions were seen before. */
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

/** The entries of one app, and those that concern all. */
export function entriesOfApp(entries: readonly JournalEntry[], app: string): JournalEntry[] {
  return entries.filter((entry) => !("app" in entry) || entry.app === app);
}
