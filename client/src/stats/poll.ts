import { type ApiError, asApiError, type Stats } from "../api.ts";
import { createStore, type Store } from "../state/store.ts";
import { extendTrack, remember, type StatsMoment, type Track, trackOf } from "./track.ts";

/** What the Workers page knows. */
export interface StatsState {
  stats: Stats | null;
  /** When `stats` arrived, in ms. */
  at: number | null;
  /** Why the last ask failed; the numbers shown are then those of `at`. */
  error: ApiError | null;
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

/** Makes a poll; nothing is asked before `start`. */
export function createStatsPoll(world: PollWorld): StatsPoll {
  const store = createStore<StatsState>({
    stats: null,
    at: null,
    error: null,
    moments: [],
    track: null,
  });

  function take(stats: Stats): void {
    const state = store.get();
    const moment = { t: world.now(), workers: stats.workers };
    const moments = remember(state.moments, moment);
    const track = state.track && extendTrack(state.track, moment);
    store.set({ stats, at: moment.t, error: null, moments, track });
  }

  async function askOnce(signal: AbortSignal): Promise<void> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_ASK_MS)]);
    try {
      const stats = await world.ask(limited);
      if (!signal.aborted) take(stats);
    } catch (thrown) {
      if (!signal.aborted) store.set({ ...store.get(), error: asApiError(thrown) });
    }
  }

  return {
    store,
    start() {
      const ended = new AbortController();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const turn = async () => {
        await askOnce(ended.signal);
        if (!ended.signal.aborted) timer = setTimeout(turn, world.every());
      };
      void turn();
      return () => {
        ended.abort();
        clearTimeout(timer);
      };
    },
    watch(id) {
      const state = store.get();
      if ((state.track?.id ?? null) === id) return;
      store.set({ ...state, track: id === null ? null : trackOf(id, state.moments) });
    },
  };
}
