import { FeedClient, MAX_STREAM_MS, STALL_LIMIT_MS } from "./client.ts";
import { encodeRetry, HEARTBEAT } from "./event.ts";
import { FanOut, type NextTurn } from "./fan-out.ts";
import { Pace } from "./pace.ts";

/** Maximum number of clients; further ones are refused. */
export const MAX_CLIENTS = 10_000;

/** Maximum age of a frame that is sent to a new client, in milliseconds. */
const FRESH_MS = 1000;

/** Reconnect delay of a client whose connection breaks, in milliseconds. */
const RETRY_MS = 2000;

/** Randomised reconnect delay, in milliseconds, for streams we close, so that clients don't all return at once. */
const RETURN_MS = { least: 250, most: 1500 };

/** A condition of staying connected, such as a valid key. */
interface Admission {
  /** Aborted once the client must go. */
  signal: AbortSignal;
  /** Called when its stream has ended. */
  release(): void;
}

/** Options of the feed. */
export interface FeedOptions {
  /** Makes a frame of the current numbers; `undefined` if the pool cannot be read. */
  frame: () => Uint8Array | undefined;
  /** Milliseconds between two frames. */
  interval: number;
  /** Called whenever a client is refused because the feed is full, and once when there is room again. */
  onFull?: (isFull: boolean) => void;
  /** Called after each reading: with the milliseconds between two events if the pool slows the feed, else `undefined`. */
  onPace?: (gap: number | undefined) => void;
  /** Maximum number of clients. Default `MAX_CLIENTS`. */
  maxClients?: number;
  /** Milliseconds after which a client that reads nothing is dropped. Default `STALL_LIMIT_MS`. */
  stallLimit?: number;
  /** Defers a task to the next turn of the event loop. Default `setImmediate`. */
  nextTurn?: NextTurn;
}

/**
 * The live feed: one ticker for all clients, which runs only while there is one; one frame a tick,
 * shared by all. A frame is sent in slices over turns of the event loop, so that it never holds up the
 * host's own requests, and a pool that is slow to read slows the ticker.
 *
 * A client's stream ends in one of three ways: its request ends (`#leave`), the feed asks it to
 * reconnect (`#sendAway`), or it reads nothing for too long (`#drop`).
 */
export class Feed {
  readonly #frame: FeedOptions["frame"];
  readonly #onFull: (isFull: boolean) => void;
  readonly #onPace: (gap: number | undefined) => void;
  /** Maximum number of clients, including dropped ones. */
  readonly maxClients: number;
  readonly #stallLimit: number;
  readonly #nextTurn: NextTurn | undefined;
  readonly #clients = new Set<FeedClient>();
  /**
   * Clients that were dropped and whose sockets are still open. `Bun.serve` (1.4) waits for a socket
   * that reads nothing before it looks at the stream's end or error again, so nothing done to the
   * stream closes it; they are sent nothing, and hold their place until they read again or disconnect.
   */
  readonly #dropped = new Set<FeedClient>();
  readonly #fanOut: FanOut<FeedClient>;
  readonly #retry = encodeRetry(RETRY_MS);
  readonly #pace: Pace;
  #isRetired = false;
  #isFull = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: { frame: Uint8Array; at: number } | undefined;

  constructor(options: FeedOptions) {
    this.#frame = options.frame;
    this.#pace = new Pace(options.interval);
    this.#onFull = options.onFull ?? (() => {});
    this.#onPace = options.onPace ?? (() => {});
    this.#nextTurn = options.nextTurn;
    this.#fanOut = new FanOut(options.nextTurn);
    this.maxClients = options.maxClients ?? MAX_CLIENTS;
    this.#stallLimit = options.stallLimit ?? STALL_LIMIT_MS;
  }

  /** How many clients are served. */
  get clients(): number {
    return this.#clients.size;
  }

  /** How many clients were dropped because they read nothing, and are still connected. */
  get dropped(): number {
    return this.#dropped.size;
  }

  /** Whether it refuses all clients because another module's feed has taken over. */
  get isRetired(): boolean {
    return this.#isRetired;
  }

  /** Changes the pace, including that of connected clients. */
  set interval(milliseconds: number) {
    this.#pace.change(milliseconds, performance.now());
    this.#arm();
  }

  /**
   * Opens the stream of a new client: the first event at once, then one every interval.
   *
   * @param signal - Ends the stream when aborted, as cancelling it does.
   * @param admission - Also ends the stream; released when the stream has ended or is refused.
   * @returns The stream, or `undefined` if the feed is full or retired.
   */
  open(signal?: AbortSignal, admission?: Admission): ReadableStream<Uint8Array> | undefined {
    if (this.#isRetired || !this.#hasRoom()) {
      if (!this.#isRetired) this.#refuse();
      admission?.release();
      return undefined;
    }
    const signals = [signal, admission?.signal].filter((each) => each !== undefined);
    const leave = () => this.#leave(client);
    const onRead = () => (this.#dropped.has(client) ? leave() : client.catchUp());
    const onEnd = () => {
      for (const each of signals) each.removeEventListener("abort", leave);
      admission?.release();
    };
    const client = new FeedClient(performance.now(), { onRead, onCancel: leave, onEnd });
    this.#welcome(client);
    for (const each of signals) each.addEventListener("abort", leave, { once: true });
    if (signals.some(({ aborted }) => aborted)) leave();
    return client.stream;
  }

  /** Restarts with another pool: all clients get its first frame immediately. */
  renew(): void {
    this.#isRetired = false;
    this.#last = undefined;
    this.#pace.hurry(performance.now());
    this.#arm();
  }

  /** Ends every stream, in slices, and refuses clients until it is renewed. */
  retire(): void {
    this.#isRetired = true;
    const all = [...this.#clients, ...this.#dropped];
    this.#clients.clear();
    this.#dropped.clear();
    new FanOut<FeedClient>(this.#nextTurn).run(all, (client) => this.#sendAway(client));
    this.#settle();
  }

  #welcome(client: FeedClient): void {
    const now = performance.now();
    client.send(this.#retry, now);
    const frame = this.#freshFrame(now);
    if (frame) client.send(frame, now);
    this.#clients.add(client);
    if (this.#clients.size === 1) this.#pace.begin(now);
    // With other clients the heartbeat's timer fires by then.
    if (!frame) this.#pace.lookAgain(now);
    if (this.#clients.size === 1) this.#arm();
  }

  /** Its request has ended, or it reads again after it was dropped. */
  #leave(client: FeedClient): void {
    this.#clients.delete(client);
    this.#dropped.delete(client);
    client.end();
    this.#settle();
  }

  /** Asks the client to reconnect soon. */
  #sendAway(client: FeedClient): void {
    const wait = RETURN_MS.least + Math.random() * (RETURN_MS.most - RETURN_MS.least);
    client.send(encodeRetry(Math.round(wait)), performance.now());
    this.#leave(client);
  }

  /**
   * Stops sending to a client that reads nothing, but keeps its queue in case it reads again. An unlocked stream is
   * discarded: another response was sent instead, so it will never be read or cancelled.
   */
  #drop(client: FeedClient): void {
    this.#clients.delete(client);
    if (client.isServed) this.#dropped.add(client);
    else client.end();
    this.#settle();
  }

  /** Stops the ticker without clients, and reports room for further ones. */
  #settle(): void {
    if (this.#clients.size === 0) clearTimeout(this.#timer);
    if (!this.#isFull || !this.#hasRoom()) return;
    this.#isFull = false;
    this.#onFull(false);
  }

  #hasRoom(): boolean {
    return this.#clients.size + this.#dropped.size < this.maxClients;
  }

  #refuse(): void {
    this.#isFull = true;
    this.#onFull(true);
  }

  /** The last frame while it is fresh or the pool may not be read yet; otherwise a new one. */
  #freshFrame(now: number): Uint8Array | undefined {
    const fresh = this.#last && now - this.#last.at < Math.min(this.#pace.interval, FRESH_MS);
    if (!fresh && !this.#pace.isResting(now)) this.#take(now);
    return this.#last?.frame;
  }

  #take(now: number): void {
    const frame = this.#frame();
    this.#onPace(this.#pace.rest(now, performance.now()));
    this.#last = frame && { frame, at: now };
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#clients.size === 0) return;
    const wait = this.#pace.untilNext(performance.now());
    this.#timer = setTimeout(() => this.#wake(), wait);
  }

  #wake(): void {
    const now = performance.now();
    let chunk: Uint8Array | undefined;
    if (this.#pace.isDue(now)) {
      this.#take(now);
      chunk = this.#last?.frame;
      this.#pace.tick(now);
      if (!chunk) this.#pace.lookAgain(now);
    }
    if (!chunk && this.#pace.needsHeartbeat(now)) chunk = HEARTBEAT;
    if (chunk) this.#sendAll(chunk, now);
    this.#arm();
  }

  #sendAll(chunk: Uint8Array, now: number): void {
    this.#pace.sent(now);
    // While a fan-out runs there is no silence, and a frame waiting for its end is sent first.
    if (chunk === HEARTBEAT && this.#fanOut.isBusy) return;
    this.#fanOut.run([...this.#clients], (client) => this.#deliver(client, chunk));
  }

  #deliver(client: FeedClient, chunk: Uint8Array): void {
    if (!this.#clients.has(client)) return;
    const now = performance.now();
    client.send(chunk, now);
    if (client.stalledFor(now) >= this.#stallLimit) this.#drop(client);
    else if (now - client.since >= MAX_STREAM_MS) this.#sendAway(client);
  }
}
