import type { ActivityResponse, MetricsResponse } from "../../../../server/types.ts";
import { type ApiError, asApiError } from "../api.ts";
import { createStore, type Store } from "../store.ts";
import {
  type Connection,
  canRetry,
  type Happening,
  initialConnection,
  reduceConnection,
  wantsNumbers,
  wantsStream,
} from "./connection.ts";
import { eventJoins, joins, LONGEST_PROBE_MS } from "./continuity.ts";
import { appendSample, type Entry, type Sample } from "./samples.ts";
import { readFeed } from "./stream.ts";
import { pollEvery } from "./timing.ts";

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
  /** How many snapshots the stream itself has brought. */
  streamed: number;
}

/** What the feed needs of the world; tests give it a made-up one. */
export interface FeedWorld {
  open(signal: AbortSignal): Promise<ReadableStream<string>>;
  snapshot(signal: AbortSignal): Promise<MetricsResponse>;
  now(): number;
  random(): number;
}

/** What the user's buttons and the tab's visibility tell a feed. */
export type FeedOrder = "pause" | "resume" | "retryNow" | "hide" | "show";

const TICK_MS = 250;

/** The one live connection of a page, and what it has brought. Nothing is asked before `start`. */
export class Feed {
  readonly store: Store<FeedState>;
  #world: FeedWorld;
  #stream: AbortController | null = null;
  #probe: AbortController | null = null;
  #probedAt = 0;
  #started = false;
  #activityBroken = false;

  constructor(world: FeedWorld) {
    this.#world = world;
    this.store = createStore<FeedState>({
      connection: initialConnection(world.now()),
      snapshot: null,
      snapshotAt: null,
      history: [],
      activity: [],
      streamed: 0,
    });
  }

  /** Begins; the answered function ends it for good. */
  start(): () => void {
    this.#started = true;
    this.#follow(this.store.get().connection);
    const timer = setInterval(() => this.#tick(), TICK_MS);
    return () => {
      this.#started = false;
      clearInterval(timer);
      this.#stop();
    };
  }

  /** The user's buttons and the tab's visibility. */
  tell(type: FeedOrder): void {
    // A stream that is open but silent is given up for the new one.
    if (type === "retryNow" && canRetry(this.store.get().connection)) this.#stop();
    this.#happen(type === "pause" || type === "hide" ? { type } : { type, now: this.#world.now() });
  }

  #happen(happening: Happening): void {
    const state = this.store.get();
    const connection = reduceConnection(state.connection, happening);
    if (connection === state.connection) return;
    this.store.set({ ...state, connection });
    this.#follow(connection);
  }

  #follow({ phase }: Connection): void {
    if (!this.#started) return;
    if (!wantsStream(phase)) this.#stop();
    else if (this.#stream === null) void this.#run();
  }

  #stop(): void {
    this.#stream?.abort();
    this.#probe?.abort();
    this.#stream = null;
    this.#probe = null;
  }

  #fail(error: ApiError): void {
    this.#stop();
    const { now, random } = this.#world;
    this.#happen({ type: "failed", now: now(), error, random: random() });
  }

  #takeSnapshot(snapshot: MetricsResponse, via: "event" | "polled"): void {
    const now = this.#world.now();
    const state = this.store.get();
    const { connection, streamed } = state;
    // The rest of a chunk may still come after the stream was given up.
    if (!wantsStream(connection.phase)) return;
    const sample = { ...snapshot.pool, t: now };
    const history = appendSample(state.history, sample, !joins(connection, now));
    if (via === "event" && !eventJoins(connection, now)) this.#activityBroken = true;
    const count = via === "event" ? streamed + 1 : streamed;
    this.store.set({ ...state, snapshot, snapshotAt: now, history, streamed: count });
    this.#happen({ type: via, now });
  }

  #takeActivity(activity: ActivityResponse): void {
    const state = this.store.get();
    if (!wantsStream(state.connection.phase)) return;
    const sample = { ...activity, t: this.#world.now() };
    const history = appendSample(state.activity, sample, this.#activityBroken);
    this.store.set({ ...state, activity: history });
    this.#activityBroken = false;
  }

  async #run(): Promise<void> {
    const mine = new AbortController();
    this.#stream = mine;
    try {
      await readFeed(await this.#world.open(mine.signal), {
        snapshot: (snapshot) => this.#takeSnapshot(snapshot, "event"),
        activity: (activity) => this.#takeActivity(activity),
        heartbeat: () => this.#happen({ type: "heartbeat", now: this.#world.now() }),
        retry: (ms) => this.#happen({ type: "retry", ms }),
      });
    } catch (thrown) {
      if (this.#stream === mine) this.#fail(asApiError(thrown));
    }
  }

  /** While the stream is silent, asking tells why, and brings numbers if a proxy holds it back. */
  async #ask(): Promise<void> {
    const mine = new AbortController();
    this.#probe = mine;
    this.#probedAt = this.#world.now();
    const limit = setTimeout(() => mine.abort(new Error("no answer")), LONGEST_PROBE_MS);
    try {
      const snapshot = await this.#world.snapshot(mine.signal);
      const wanted = wantsNumbers(this.store.get().connection);
      if (this.#probe === mine && wanted) this.#takeSnapshot(snapshot, "polled");
    } catch (thrown) {
      if (this.#probe === mine) this.#askFailed(asApiError(thrown));
    } finally {
      clearTimeout(limit);
      if (this.#probe === mine) this.#probe = null;
    }
  }

  #askFailed(error: ApiError): void {
    // An event may have come since the question was put: then the feed is well.
    if (!wantsNumbers(this.store.get().connection)) return;
    if (error.kind === "network") this.#fail(error);
    else this.#happen({ type: "probeFailed", error });
  }

  /** A stream that has given no sign for long may be dead without anybody having been told. */
  #reopen(): void {
    const { now, random } = this.#world;
    this.#happen({ type: "reopened", now: now(), random: random() });
    this.#stream?.abort();
    void this.#run();
  }

  #tick(): void {
    const now = this.#world.now();
    this.#happen({ type: "tick", now });
    const { connection } = this.store.get();
    if (this.#stream !== null && now >= connection.deadAt) this.#reopen();
    const due = now - this.#probedAt >= pollEvery(connection.distances);
    if (wantsNumbers(connection) && this.#probe === null && due) void this.#ask();
  }
}
