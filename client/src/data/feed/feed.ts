import type { ActivityResponse, MetricsResponse } from "../../../../server/types.ts";
import { type ApiError, asApiError } from "../api.ts";
import { createStore, type Store } from "../store.ts";
import {
  type Connection,
  canRetry,
  initialConnection,
  wantsPolling,
  wantsStream,
} from "./connection.ts";
import { type ConnectionEvent, reduceConnection } from "./reduceConnection.ts";
import { appendSample } from "./samples.ts";
import { type FeedState, startOf } from "./state.ts";
import { readStream } from "./stream.ts";
import {
  eventsContinue,
  numbersContinue,
  POLL_TIMEOUT_MS,
  snapshotPollInterval,
  TICK_MS,
} from "./timing.ts";

/** What the feed needs from outside, so that tests can replace it. */
export interface FeedEnvironment {
  openStream(signal: AbortSignal): Promise<ReadableStream<string>>;
  getSnapshot(signal: AbortSignal): Promise<MetricsResponse>;
  now(): number;
  random(): number;
}

/** A command from the user's buttons or from the tab's visibility. */
export type FeedCommand = "pause" | "resume" | "retryNow" | "hide" | "show";

/** The page's live connection and what it has delivered. It connects on `start`. */
export class Feed {
  readonly store: Store<FeedState>;
  #environment: FeedEnvironment;
  #stream: AbortController | null = null;
  #poll: AbortController | null = null;
  #polledAt = 0;
  #started = false;
  /** Whether activity was missed since the last sample of it. */
  #missedActivity = false;

  constructor(environment: FeedEnvironment) {
    this.#environment = environment;
    this.store = createStore<FeedState>({
      connection: initialConnection(environment.now()),
      snapshot: null,
      snapshotAt: null,
      startedAt: null,
      pool: [],
      activity: [],
      streamed: 0,
    });
  }

  /** Connects. The returned function disconnects for good. */
  start(): () => void {
    this.#started = true;
    this.#follow(this.store.get().connection);
    const timer = setInterval(() => this.#tick(), TICK_MS);
    return () => {
      this.#started = false;
      clearInterval(timer);
      this.#closeStream();
      this.#closePoll();
    };
  }

  /** Runs a command; one that makes no sense now is ignored. */
  send(type: FeedCommand): void {
    // A stream that is open but silent is replaced by a new one.
    if (type === "retryNow" && canRetry(this.store.get().connection)) this.#closeStream();
    const now = this.#environment.now();
    this.#dispatch(type === "pause" || type === "hide" ? { type } : { type, now });
  }

  /** Applies an event to the connection and sets the store once, together with what it delivered. */
  #dispatch(event: ConnectionEvent, delivered: Partial<FeedState> = {}): void {
    const state = this.store.get();
    const connection = reduceConnection(state.connection, event);
    if (connection === state.connection && Object.keys(delivered).length === 0) return;
    this.store.set({ ...state, ...delivered, connection });
    this.#follow(connection);
  }

  #follow(connection: Connection): void {
    if (!this.#started) return;
    if (wantsStream(connection)) {
      if (this.#stream === null) void this.#open();
      return;
    }
    this.#closeStream();
    if (!wantsPolling(connection)) this.#closePoll();
  }

  #closeStream(): void {
    this.#stream?.abort();
    this.#stream = null;
  }

  #closePoll(): void {
    this.#poll?.abort();
    this.#poll = null;
  }

  #fail(error: ApiError): void {
    this.#closeStream();
    const { now, random } = this.#environment;
    this.#dispatch({ type: "failed", now: now(), error, random: random() });
  }

  #onSnapshot(snapshot: MetricsResponse, type: "event" | "polled"): void {
    const t = this.#environment.now();
    const { connection, startedAt, pool, streamed } = this.store.get();
    const isStreamed = type === "event";
    // The rest of a chunk may still arrive after the stream was closed.
    if (isStreamed && !wantsStream(connection)) return;
    this.#missedActivity ||= isStreamed && !eventsContinue(connection, t);
    this.#dispatch(
      { type, now: t },
      {
        snapshot,
        snapshotAt: t,
        startedAt: startOf(startedAt, t, snapshot),
        pool: appendSample(pool, { ...snapshot.pool, t }, !numbersContinue(connection, t)),
        streamed: isStreamed ? streamed + 1 : streamed,
      },
    );
  }

  #onActivity(activity: ActivityResponse): void {
    const state = this.store.get();
    if (!wantsStream(state.connection)) return;
    const sample = { ...activity, t: this.#environment.now() };
    const samples = appendSample(state.activity, sample, this.#missedActivity);
    this.store.set({ ...state, activity: samples });
    this.#missedActivity = false;
  }

  async #open(): Promise<void> {
    const controller = new AbortController();
    this.#stream = controller;
    try {
      await readStream(await this.#environment.openStream(controller.signal), {
        onSnapshot: (snapshot) => this.#onSnapshot(snapshot, "event"),
        onActivity: (activity) => this.#onActivity(activity),
        onHeartbeat: () => this.#dispatch({ type: "heartbeat", now: this.#environment.now() }),
        onRetry: (ms) => this.#dispatch({ type: "retry", ms }),
      });
    } catch (thrown) {
      if (this.#stream === controller) this.#fail(asApiError(thrown));
    }
  }

  /** Requests a snapshot: it shows why the stream is silent, and has numbers if a proxy buffers it. */
  async #requestSnapshot(): Promise<void> {
    const controller = new AbortController();
    this.#poll = controller;
    this.#polledAt = this.#environment.now();
    const timer = setTimeout(() => controller.abort(new Error("timeout")), POLL_TIMEOUT_MS);
    try {
      const snapshot = await this.#environment.getSnapshot(controller.signal);
      const isWanted = wantsPolling(this.store.get().connection);
      if (this.#poll === controller && isWanted) this.#onSnapshot(snapshot, "polled");
    } catch (thrown) {
      if (this.#poll === controller) this.#onPollFailed(asApiError(thrown));
    } finally {
      clearTimeout(timer);
      if (this.#poll === controller) this.#poll = null;
    }
  }

  #onPollFailed(error: ApiError): void {
    // An event may have arrived since the request was sent: then all is well.
    const { connection } = this.store.get();
    if (!wantsPolling(connection)) return;
    if (error.kind === "network" && wantsStream(connection)) this.#fail(error);
    else this.#dispatch({ type: "pollFailed", error });
  }

  /** Replaces a stream that may have died silently. */
  #reopen(): void {
    const { now, random } = this.#environment;
    this.#dispatch({ type: "reopened", now: now(), random: random() });
    this.#stream?.abort();
    void this.#open();
  }

  #tick(): void {
    const now = this.#environment.now();
    this.#dispatch({ type: "tick", now });
    const { connection } = this.store.get();
    if (this.#stream !== null && now >= connection.deadAt) this.#reopen();
    const isDue = now - this.#polledAt >= snapshotPollInterval(connection.intervals);
    if (wantsPolling(connection) && this.#poll === null && isDue) void this.#requestSnapshot();
  }
}
