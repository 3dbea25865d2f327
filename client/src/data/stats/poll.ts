import { type ApiError, asApiError, type Stats } from "../api.ts";
import { addDistance, type Distances } from "../feed/timing.ts";
import { createStore, type Store } from "../store.ts";
import { extendTrack, remember, type StatsMoment, type Track, trackOf } from "./tracks.ts";

/** What the Workers page knows. */
export interface StatsState {
  stats: Stats | null;
  /** When `stats` arrived, in ms. */
  at: number | null;
  /** Why the last ask failed; the numbers shown are then those of `at`. */
  error: ApiError | null;
  /** Whether an answer has been awaited for so long that the numbers are no longer those of now. */
  late: boolean;
  /** How far apart the last answers came. */
  distances: Distances;
  moments: readonly StatsMoment[];
  track: Track | null;
}

/** Asks for `stats` again and again while somebody looks. */
export interface StatsPoll {
  store: Store<StatsState>;
  /** Begins; the answered function ends it. */
  start(): () => void;
  /** Follows one worker, or none. */
  watch(id: string | null): void;
}

/** What the poll needs of the world. */
export interface PollWorld {
  ask(signal: AbortSignal): Promise<Stats>;
  /** Milliseconds from one answer to the next question. */
  every(): number;
  now(): number;
}

/** The longest that one answer may take, in ms. */
const LONGEST_ASK_MS = 20_000;
/** When an answer counts as late, in ms. */
const LATE_MS = 4_000;
/** A timer that fires so much too late, in ms, has slept with the machine. */
const SLEPT_MS = 5_000;

const NOTHING: StatsState = {
  stats: null,
  at: null,
  error: null,
  late: false,
  distances: [],
  moments: [],
  track: null,
};

function learn({ at, distances }: StatsState, { t, broken }: StatsMoment): Distances {
  return at === null || broken ? distances : addDistance(distances, t - at);
}

/**
 * Makes a poll; nothing is asked before `start`.
 *
 * @param lateMs when an answer counts as late, in ms; 4,000 by default
 */
export function createStatsPoll(world: PollWorld, lateMs = LATE_MS): StatsPoll {
  const store = createStore(NOTHING);
  /** Whether asking has rested or failed since the last answer. */
  let broken = false;

  function take(stats: Stats): void {
    const state = store.get();
    const moment = { t: world.now(), workers: stats.workers, broken };
    const moments = remember(state.moments, moment);
    const track = state.track && extendTrack(state.track, moment);
    const distances = learn(state, moment);
    broken = false;
    store.set({ stats, at: moment.t, error: null, late: false, distances, moments, track });
  }

  function fail(error: ApiError): void {
    broken = true;
    store.set({ ...store.get(), error });
  }

  async function askOnce(signal: AbortSignal): Promise<void> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_ASK_MS)]);
    const late = setTimeout(() => {
      if (!signal.aborted) store.set({ ...store.get(), late: true });
    }, lateMs);
    try {
      const stats = await world.ask(limited);
      if (!signal.aborted) take(stats);
    } catch (thrown) {
      if (!signal.aborted) fail(asApiError(thrown));
    } finally {
      clearTimeout(late);
    }
  }

  return {
    store,
    start() {
      const ended = new AbortController();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const turn = async (due: number) => {
        if (world.now() - due > SLEPT_MS) broken = true;
        await askOnce(ended.signal);
        const wait = world.every();
        const next = world.now() + wait;
        if (!ended.signal.aborted) timer = setTimeout(() => turn(next), wait);
      };
      void turn(world.now());
      return () => {
        ended.abort();
        clearTimeout(timer);
        broken = true;
        store.set({ ...store.get(), late: false });
      };
    },
    watch(id) {
      const state = store.get();
      if ((state.track?.id ?? null) === id) return;
      store.set({ ...state, track: id === null ? null : trackOf(id, state.moments) });
    },
  };
}
