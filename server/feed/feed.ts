import { FeedClient, MAX_STREAM_MS, STALL_LIMIT_MS } from "./client.ts";
import { type Clock, systemClock } from "./clock.ts";
import { encodeRetry, HEARTBEAT } from "./event.ts";
import { FanOut } from "./fan-out.ts";
import { Pace } from "./pace.ts";

/** The most clients at once; a further one is refused. */
export const MAX_CLIENTS = 10_000;

/** How old the last frame may be to be handed to a new client, in milliseconds. */
export const FRESH_MS = 1000;

/** What a client is asked to wait before it comes back, in milliseconds. */
export const RETRY_MS = 2000;

/** What one is asked to wait whose stream the feed ends: at random, so that not all come at once. */
const RETURN_MS = { least: 250, most: 1500 };

/** How the feed works. */
export interface FeedOptions {
  /** Makes the frame of this moment; `undefined` when there is nothing true to say. */
  frame: () => Uint8Array | undefined;
  /** Milliseconds between two frames. */
  interval: number;
  clock?: Clock;
  /** The most clients at once. Default `MAX_CLIENTS`. */
  maxClients?: number;
  /** Milliseconds that a client may take nothing. Default `STALL_LIMIT_MS`. */
  stallLimit?: number;
}

/**
 * The live feed: one ticker for all clients, which runs only while there is one; one frame a tick,
 * shared by all. A frame is handed out in slices over turns of the event loop, so that it never
 * holds up the host's own requests.
 */
export class Feed {
  readonly #frame: FeedOptions["frame"];
  readonly #clock: Clock;
  readonly #maxClients: number;
  readonly #stallLimit: number;
  readonly #clients = new Set<FeedClient>();
  /**
   * Clients that were dropped and whose sockets are still open. `Bun.serve` (1.4) waits for a socket
   * that takes nothing before it looks at the stream's end or error again, so nothing done to the
   * stream closes it; they are sent nothing, and hold their place until they read on or go.
   */
  readonly #dropped = new Set<FeedClient>();
  readonly #fanOut: FanOut<FeedClient>;
  readonly #retry = encodeRetry(RETRY_MS);
  readonly #pace: Pace;
  #isRetired = false;
  #cancelTimer: (() => void) | undefined;
  #last: { frame: Uint8Array; at: number } | undefined;

  constructor(options: FeedOptions) {
    this.#frame = options.frame;
    this.#pace = new Pace(options.interval);
    this.#clock = options.clock ?? systemClock;
    this.#fanOut = new FanOut(this.#clock);
    this.#maxClients = options.maxClients ?? MAX_CLIENTS;
    this.#stallLimit = options.stallLimit ?? STALL_LIMIT_MS;
  }

  /** How many clients are served. */
  get clients(): number {
    return this.#clients.size;
  }

  /** How many clients were dropped because they took nothing, and have not gone yet. */
  get dropped(): number {
    return this.#dropped.size;
  }

  /** Whether it takes no client any more, since another module's feed has taken over. */
  get isRetired(): boolean {
    return this.#isRetired;
  }

  /** Changes the pace; running feeds follow at once. */
  set interval(milliseconds: number) {
    this.#pace.change(milliseconds, this.#clock.now());
    this.#arm();
  }

  /**
   * Opens the stream of a new client: the first event at once, then one every interval.
   *
   * @param signal - Ends it; so does cancelling the stream.
   * @returns The stream, or `undefined` when there are too many clients already, or it is retired.
   */
  open(signal?: AbortSignal): ReadableStream<Uint8Array> | undefined {
    const isFull = this.#clients.size + this.#dropped.size >= this.#maxClients;
    if (isFull || this.#isRetired) return undefined;
    const leave = () => {
      signal?.removeEventListener("abort", leave);
      this.#remove(client);
    };
    const onTaken = () => {
      if (this.#dropped.has(client)) this.#remove(client);
      else client.catchUp();
    };
    const client = new FeedClient(this.#clock.now(), { onTaken, onGone: leave });
    this.#welcome(client);
    signal?.addEventListener("abort", leave, { once: true });
    if (signal?.aborted) leave();
    return client.stream;
  }

  /** Begins anew, since there is something else to tell of: every client hears of it at once. */
  renew(): void {
    this.#isRetired = false;
    this.#last = undefined;
    this.#pace.hurry(this.#clock.now());
    this.#arm();
  }

  /** Ends every stream, in slices as well, so that the clients come back: to whoever answers then. */
  close(): void {
    const all = [...this.#clients, ...this.#dropped];
    this.#clients.clear();
    this.#dropped.clear();
    this.#disarm();
    new FanOut<FeedClient>(this.#clock).run(all, (client) => this.#sendAway(client));
  }

  /** Closes, and takes no client any more until it is renewed. */
  retire(): void {
    this.#isRetired = true;
    this.close();
  }

  #welcome(client: FeedClient): void {
    const now = this.#clock.now();
    client.send(this.#retry, now);
    const frame = this.#freshFrame(now);
    if (frame) client.send(frame, now);
    this.#clients.add(client);
    if (this.#clients.size === 1) this.#pace.begin(now);
    if (!frame) this.#pace.lookAgain(now);
    if (!frame || this.#clients.size === 1) this.#arm();
  }

  #dismiss(client: FeedClient): void {
    this.#clients.delete(client);
    if (this.#clients.size === 0) this.#disarm();
    this.#sendAway(client);
  }

  #sendAway(client: FeedClient): void {
    const wait = RETURN_MS.least + Math.random() * (RETURN_MS.most - RETURN_MS.least);
    client.send(encodeRetry(Math.round(wait)), this.#clock.now());
    client.end();
  }

  #remove(client: FeedClient): void {
    this.#dropped.delete(client);
    this.#clients.delete(client);
    client.end();
    if (this.#clients.size === 0) this.#disarm();
  }

  /**
   * Gives up a client that takes nothing. What waits in its queue stays: it may read on and end. One
   * that is not even being served, since another answer went out instead, never tells that it is gone.
   */
  #drop(client: FeedClient): void {
    this.#clients.delete(client);
    if (client.isServed) this.#dropped.add(client);
    else client.end();
    if (this.#clients.size === 0) this.#disarm();
  }

  #freshFrame(now: number): Uint8Array | undefined {
    const fresh = this.#last && now - this.#last.at < Math.min(this.#pace.interval, FRESH_MS);
    if (!fresh) this.#take(now);
    return this.#last?.frame;
  }

  #take(now: number): void {
    const frame = this.#frame();
    this.#last = frame && { frame, at: now };
  }

  #arm(): void {
    this.#disarm();
    if (this.#clients.size === 0) return;
    const wait = this.#pace.untilNext(this.#clock.now());
    this.#cancelTimer = this.#clock.after(wait, () => this.#wake());
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #wake(): void {
    const now = this.#clock.now();
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
    // What is still being handed out is no silence, and a frame that waits for its turn goes first.
    if (chunk === HEARTBEAT && this.#fanOut.isBusy) return;
    this.#fanOut.run([...this.#clients], (client) => this.#deliver(client, chunk));
  }

  #deliver(client: FeedClient, chunk: Uint8Array): void {
    if (!this.#clients.has(client)) return;
    const now = this.#clock.now();
    client.send(chunk, now);
    if (client.stalledFor(now) >= this.#stallLimit) this.#drop(client);
    else if (now - client.since >= MAX_STREAM_MS) this.#dismiss(client);
  }
}
