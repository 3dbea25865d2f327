import type { HistoryColumn, HistoryResponse } from "../../../../server/types.ts";
import { type Entry, isGap, type PoolSample } from "../feed/samples.ts";
import type { ActivitySample, FeedState } from "../feed/state.ts";
import type { History } from "../panelApi.ts";
import type { Store } from "../store.ts";
import { fillEntries } from "./fill.ts";

/** What the history needs from outside, so that tests can replace it. */
export interface HistoryEnvironment {
  /** The feed's store, where the history is filled in. */
  store: Store<FeedState>;
  /** `since`: ms of the server's clock, `null` for all. */
  getHistory(since: number | null): Promise<History>;
  now(): number;
}

/** The shortest time between two requests, in ms: a connection may be lost again and again. */
const PAUSE_MS = 5_000;
/** How often it is requested while there is no stream, in ms: it is then the only source of activity. */
const POLLING_MS = 15_000;
/** How far back the delays of samples are compared, in ms. */
const DELAY_WINDOW_MS = 60_000;

/**
 * Fills in readings from before the page was opened, and later those that the page has missed, or that
 * scrapes have made while there is no stream. A failed request changes nothing.
 *
 * @returns resolves after the first request
 */
export async function followHistory(environment: HistoryEnvironment): Promise<void> {
  const { store, now } = environment;
  /** Until when nothing is missing, in ms of the page's clock; `null` before the first response. */
  let settled: number | null = null;
  let requestedAt = Number.NEGATIVE_INFINITY;
  let isBusy = false;

  async function request(): Promise<void> {
    isBusy = true;
    requestedAt = now();
    const delay = delayOf(store.get());
    try {
      const history = await environment.getHistory(settled === null ? null : settled - delay);
      store.set(filledState(store.get(), history));
      settled = requestedAt;
    } catch {
      // What was missed stays a gap.
    }
    isBusy = false;
  }

  function requestIfMissed(): void {
    const { pool, activity, connection } = store.get();
    const missed = [pool.at(-2), activity.at(-2)].some(
      (entry) => entry !== undefined && isGap(entry) && entry.t > requestedAt,
    );
    const isDue = connection.phase === "polling" && now() - requestedAt >= POLLING_MS;
    if (!(missed || isDue) || isBusy) return;
    isBusy = true;
    setTimeout(request, Math.max(requestedAt + PAUSE_MS - now(), 0));
  }

  const first = request();
  store.subscribe(requestIfMissed);
  await first;
}

/** The page's clock minus the server's, in ms, with the smallest delay of recent samples. */
function delayOf({ snapshot, snapshotAt, activity }: FeedState): number {
  const from = (snapshotAt ?? 0) - DELAY_WINDOW_MS;
  const delays = activity.flatMap((entry) =>
    isGap(entry) || entry.t < from ? [] : [entry.t - Date.parse(entry.timestamp)],
  );
  if (snapshot !== null) delays.push((snapshotAt ?? 0) - Date.parse(snapshot.timestamp));
  const known = delays.filter(Number.isFinite);
  return known.length > 0 ? Math.min(...known) : 0;
}

/** The feed's state with a history filled in; unchanged if that comes from another process behind a load balancer. */
function filledState(state: FeedState, history: History): FeedState {
  const latest = state.activity.findLast((entry) => !isGap(entry));
  const instance = latest && !isGap(latest) ? latest.instance : undefined;
  if (instance && history.instance && instance !== history.instance) return state;
  const delay = delayOf(state);
  const recorded = samplesOf(history, history.instance);
  const startedAt = state.startedAt ?? Number.NEGATIVE_INFINITY;
  const fill = <S extends { t: number }>(
    entries: readonly Entry<S>[],
    samples: readonly S[],
    serverTime: (sample: S) => number,
  ) => {
    const here = samples.map((sample) => ({ ...sample, t: sample.t + delay }));
    return fillEntries(entries, { samples: here, serverTime, startedAt });
  };
  return {
    ...state,
    pool: fill(state.pool, recorded.pool, ({ t }) => t - delay),
    activity: fill(state.activity, recorded.activity, ({ timestamp }) => Date.parse(timestamp)),
  };
}

/** Columns that are fields of the activity, by the same name. */
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
export interface HistorySamples {
  pool: PoolSample[];
  activity: ActivitySample[];
}

/** Reads a history; rows and values that aren't numbers are left out. */
export function samplesOf({ columns, rows }: HistoryResponse, instance?: string): HistorySamples {
  const samples: HistorySamples = { pool: [], activity: [] };
  for (const row of rows) {
    const read = (column: HistoryColumn) => {
      const value: unknown = Array.isArray(row) ? row[columns.indexOf(column)] : undefined;
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    };
    const t = read("time");
    if (t === undefined) continue;
    const pool = poolAt(read);
    if (pool !== null) samples.pool.push({ ...pool, t });
    const activity = activityAt(read);
    if (activity === null) continue;
    const timestamp = new Date(t).toISOString();
    samples.activity.push({ ...activity, ...(instance ? { instance } : {}), timestamp, t });
  }
  return samples;
}

type ReadColumn = (column: HistoryColumn) => number | undefined;

function poolAt(read: ReadColumn) {
  const [size, active, idle] = [read("size"), read("active"), read("idle")];
  const [creating, total] = [read("creating"), read("total")];
  if (size === undefined || active === undefined || idle === undefined) return null;
  if (creating === undefined || total === undefined) return null;
  return { size, active, idle, creating, total, utilization: size > 0 ? active / size : 0 };
}

/** Only readings that count requests: others have nothing to compare totals with. */
function activityAt(read: ReadColumn): Omit<ActivitySample, "t" | "timestamp"> | null {
  if (read("requests") === undefined && read("servedRequests") === undefined) return null;
  const known = ACTIVITY.flatMap((column) => {
    const value = read(column);
    return value === undefined ? [] : [[column, value] as const];
  });
  const [queueDepth, queueLimit] = [read("queueDepth"), read("queueLimit")];
  const hasQueue = queueDepth !== undefined && queueLimit !== undefined;
  return {
    ...Object.fromEntries(known),
    ...(hasQueue ? { ephemeral: { queueDepth, queueLimit } } : {}),
  };
}
