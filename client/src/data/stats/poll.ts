import type { WorkerRow } from "../../../../server/types.ts";
import { type ApiError, asApiError } from "../api.ts";
import type { Stats } from "../bodies.ts";
import { addInterval, backoff, type Intervals } from "../feed/timing.ts";
import { createStore, type Store } from "../store.ts";
import type { Reading } from "./tracks.ts";

/** The workers of a response, apart from their values. */
export interface Roster {
  ids: readonly string[];
  /** The index of each worker in the response, by id. */
  positions: ReadonlyMap<string, number>;
  /** The apps, in alphabetical order. */
  apps: readonly string[];
}

/** A roster without workers. */
export const EMPTY_ROSTER: Roster = { ids: [], positions: new Map(), apps: [] };

/**
 * The roster of a response. It is the last one while no worker comes, goes or moves: to build one for
 * ten thousand rows takes longer than everything else that a poll does. The rows then get its ids, so that
 * looking them up in `positions` has no text to hash or to compare.
 */
export function rosterOf(rows: readonly WorkerRow[], last: Roster): Roster {
  const isSame = (row: WorkerRow, index: number) => {
    const id = last.ids[index];
    if (row.id !== id) return false;
    row.id = id;
    return true;
  };
  if (rows.length === last.ids.length && rows.every(isSame)) return last;
  const ids = rows.map(({ id }) => id);
  return {
    ids,
    positions: new Map(ids.map((id, index) => [id, index])),
    apps: [...new Set(rows.map(({ app }) => app))].sort(),
  };
}

const MAX_KEPT_ROWS = 60_000;
const MAX_READINGS = 150;

/** Appends a reading and keeps as many as hold about 60,000 rows: at least 2, at most 150. */
export function appendReading(readings: readonly Reading[], reading: Reading): readonly Reading[] {
  const fitting = Math.floor(MAX_KEPT_ROWS / Math.max(reading.workers.length, 1));
  return [...readings, reading].slice(-Math.min(Math.max(fitting, 2), MAX_READINGS));
}

/** What the Workers page has received. */
export interface StatsState {
  stats: Stats | null;
  roster: Roster;
  /** When `stats` arrived, in ms. */
  at: number | null;
  /** Why the latest request failed; the numbers shown are then those of `at`. */
  error: ApiError | null;
  /** Whether a response is so late that the numbers are out of date. */
  late: boolean;
  intervals: Intervals;
  readings: readonly Reading[];
}

/** Requests `stats` repeatedly while started. */
export interface StatsPoll {
  store: Store<StatsState>;
  /** Starts polling, or requests `once` only. The returned function stops it. */
  start(once?: boolean): () => void;
}

/** What the poll needs from outside, so that tests can replace it. */
export interface PollEnvironment {
  getStats(signal: AbortSignal): Promise<Stats>;
  /** Milliseconds from a response to the next request. */
  interval(): number;
  now(): number;
}

/** How long a request may take, in ms. */
const REQUEST_TIMEOUT_MS = 20_000;
/** When a response counts as late, in ms. */
const LATE_MS = 4_000;
/** A timer that fires this much too late, in ms, slept with the machine. */
const SLEPT_MS = 5_000;

const INITIAL: StatsState = {
  stats: null,
  roster: EMPTY_ROSTER,
  at: null,
  error: null,
  late: false,
  intervals: [],
  readings: [],
};

/**
 * Creates a poll.
 *
 * @param lateMs when a response counts as late, in ms; 4,000 by default
 */
export function createStatsPoll(environment: PollEnvironment, lateMs = LATE_MS): StatsPoll {
  const store = createStore(INITIAL);
  /** Whether polling paused or failed since the last reading. */
  let afterGap = false;
  /** Consecutive responses that refused the request because of a missing sign-in or permission. */
  let refusals = 0;

  const update = (change: Partial<StatsState>) => store.set({ ...store.get(), ...change });

  function onStats(stats: Stats): void {
    const { at, roster, intervals, readings } = store.get();
    const { workers, instance } = stats;
    const reading = { t: environment.now(), workers, afterGap, instance };
    const joins = at !== null && !afterGap;
    afterGap = false;
    refusals = 0;
    update({
      stats,
      roster: rosterOf(stats.workers, roster),
      at: reading.t,
      error: null,
      late: false,
      intervals: joins ? addInterval(intervals, reading.t - at) : intervals,
      readings: appendReading(readings, reading),
    });
  }

  function onError(error: ApiError): void {
    afterGap = true;
    const isRefusal = error.kind === "unauthorized" || error.kind === "forbidden";
    refusals = isRefusal ? refusals + 1 : 0;
    update({ error });
  }

  /** Milliseconds to the next request; requests that are refused become rarer. */
  function nextWait(): number {
    const interval = environment.interval();
    if (refusals === 0) return interval;
    return Math.max(interval, backoff(refusals, interval, Math.random()));
  }

  async function request(signal: AbortSignal): Promise<void> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
    const lateTimer = setTimeout(() => {
      if (!signal.aborted) update({ late: true });
    }, lateMs);
    try {
      const stats = await environment.getStats(limited);
      if (!signal.aborted) onStats(stats);
    } catch (thrown) {
      if (!signal.aborted) onError(asApiError(thrown));
    } finally {
      clearTimeout(lateTimer);
    }
  }

  return {
    store,
    start(once = false) {
      const controller = new AbortController();
      refusals = 0;
      const { at } = store.get();
      // Switching pages takes no time: the readings continue.
      if (at !== null && environment.now() - at > environment.interval() + SLEPT_MS)
        afterGap = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const run = async (due: number) => {
        if (environment.now() - due > SLEPT_MS) afterGap = true;
        await request(controller.signal);
        if (once) return;
        const wait = nextWait();
        const next = environment.now() + wait;
        if (!controller.signal.aborted) timer = setTimeout(() => run(next), wait);
      };
      void run(environment.now());
      return () => {
        controller.abort();
        clearTimeout(timer);
        update({ late: false });
      };
    },
  };
}
