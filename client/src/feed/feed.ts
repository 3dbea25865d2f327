import type { ActivityResponse, MetricsResponse, PoolMetrics } from "../../../server/types.ts";
import { type ApiError, asApiError } from "../api.ts";
import { createStore, type Store } from "../state/store.ts";
import {
  type Connection,
  type Happening,
  initialConnection,
  isFlowing,
  reduceConnection,
  wantsStream,
} from "./connection.ts";
import { appendSample, type Entry, type Sample } from "./history.ts";
import { statsEvery } from "./pace.ts";
import { readFeed } from "./readFeed.ts";

/** Pool activity with the moment it arrived here, in ms. */
export type ActivitySample = ActivityResponse & { t: number };

/** What the pages know of the pool. */
export interface FeedState {
  connection: Connection;
  snapshot: MetricsResponse | null;
  /** When the snapshot arrived here, in ms. */
  snapshotAt: number | null;
  history: readonly Entry<Sample>[];
  activity: readonly Entry<ActivitySample>[];
}

/** What the feed needs of the world; tests give it a made-up one. */
export interface FeedWorld {
  open(signal: AbortSignal): Promise<ReadableStream<string>>;
  snapshot(signal: AbortSignal): Promise<MetricsResponse>;
  now(): number;
  random(): number;
}

/** The one live connection of a page, and what it has brought. */
export interface Feed {
  store: Store<FeedState>;
  /** Begins; the answered function ends it for good. */
  start(): () => void;
  /** The user's buttons and the tab's visibility. */
  tell(happening: "pause" | "resume" | "retryNow" | "hide" | "show"): void;
}

const TICK_MS = 250;

function withSample(state: FeedState, pool: PoolMetrics, t: number, broken: boolean) {
  return appendSample(state.history, { ...pool, t }, broken);
}

/** Makes a feed; nothing is asked before `start`. */
export function createFeed(world: FeedWorld): Feed {
  const store = createStore<FeedState>({
    connection: initialConnection(world.now()),
    snapshot: null,
    snapshotAt: null,
    history: [],
    activity: [],
  });
  let stream: AbortController | null = null;
  let probe: AbortController | null = null;
  let probedAt = 0;
  let started = false;
  let activityBroken = false;

  function happen(happening: Happening): void {
    const state = store.get();
    const connection = reduceConnection(state.connection, happening);
    if (connection === state.connection) return;
    if (!isFlowing(connection.phase)) activityBroken = true;
    store.set({ ...state, connection });
    follow(connection);
  }

  function follow({ phase }: Connection): void {
    if (!started) return;
    if (!wantsStream(phase)) stop();
    else if (stream === null) void run();
  }

  function stop(): void {
    stream?.abort();
    probe?.abort();
    stream = null;
    probe = null;
  }

  function takeSnapshot(snapshot: MetricsResponse, via: "event" | "polled"): void {
    const now = world.now();
    const state = store.get();
    // The rest of a chunk may still come after the stream was given up.
    if (!wantsStream(state.connection.phase)) return;
    const broken = !isFlowing(state.connection.phase);
    const history = withSample(state, snapshot.pool, now, broken);
    store.set({ ...state, snapshot, snapshotAt: now, history });
    happen({ type: via, now });
  }

  function takeActivity(activity: ActivityResponse): void {
    const state = store.get();
    const sample = { ...activity, t: world.now() };
    store.set({ ...state, activity: appendSample(state.activity, sample, activityBroken) });
    activityBroken = false;
  }

  async function run(): Promise<void> {
    const mine = new AbortController();
    stream = mine;
    const failed = (error: ApiError) => {
      if (stream !== mine) return;
      stop();
      happen({ type: "failed", now: world.now(), error, random: world.random() });
    };
    try {
      await readFeed(await world.open(mine.signal), {
        snapshot: (snapshot) => takeSnapshot(snapshot, "event"),
        activity: takeActivity,
        heartbeat: () => happen({ type: "heartbeat" }),
        retry: (ms) => happen({ type: "retry", ms }),
      });
    } catch (thrown) {
      failed(asApiError(thrown));
    }
  }

  /** While the stream is silent, asking tells why, and brings numbers if a proxy holds it back. */
  async function ask(): Promise<void> {
    const mine = new AbortController();
    probe = mine;
    probedAt = world.now();
    const limit = setTimeout(() => mine.abort(new Error("no answer")), 10_000);
    try {
      const snapshot = await world.snapshot(mine.signal);
      if (probe === mine && store.get().connection.phase !== "live")
        takeSnapshot(snapshot, "polled");
    } catch (thrown) {
      if (probe === mine) askFailed(asApiError(thrown));
    } finally {
      clearTimeout(limit);
      if (probe === mine) probe = null;
    }
  }

  function askFailed(error: ApiError): void {
    if (error.kind !== "network") {
      happen({ type: "probeFailed", error });
    } else {
      stop();
      happen({ type: "failed", now: world.now(), error, random: world.random() });
    }
  }

  function tick(): void {
    const now = world.now();
    happen({ type: "tick", now });
    const { phase, distances } = store.get().connection;
    const silent = phase === "stale" || phase === "polling";
    if (silent && probe === null && now - probedAt >= statsEvery(distances)) void ask();
  }

  return {
    store,
    start() {
      started = true;
      follow(store.get().connection);
      const timer = setInterval(tick, TICK_MS);
      return () => {
        started = false;
        clearInterval(timer);
        stop();
      };
    },
    tell(type) {
      happen(type === "pause" || type === "hide" ? { type } : { type, now: world.now() });
    },
  };
}
