import { FeedClient, MAX_CHUNKS, STALL_LIMIT_MS } from "./client.ts";
import { type Clock, systemClock } from "./clock.ts";
import { encodeRetry, HEARTBEAT } from "./event.ts";
import { FanOut } from "./fan-out.ts";

/** The most clients at once; a further one is refused. */
export const MAX_CLIENTS = 10_000;

/** The longest silence on the feed, in milliseconds: a proxy or `Bun.serve` may cut a longer one. */
export const HEARTBEAT_MS = 5000;

/** How old the last frame may be to be handed to a new client, in milliseconds. */
export const FRESH_MS = 1000;

/** What a client is asked to wait before it comes back, in milliseconds. */
export const RETRY_MS = 2000;

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
  #interval: number;
  #cancelTimer: (() => void) | undefined;
  #nextTick = 0;
  #lastSent = 0;
  #last: { frame: Uint8Array; at: number } | undefined;

  constructor(options: FeedOptions) {
    this.#frame = options.frame;
    this.#interval = options.interval;
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

  /** Changes the pace; running feeds follow at once. */
  set interval(milliseconds: number) {
    if (milliseconds === this.#interval) return;
    this.#interval = milliseconds;
    this.#nextTick = this.#clock.now() + milliseconds;
    this.#arm();
  }

  /**
   * Opens the stream of a new client: the first event at once, then one every interval.
   *
   * @param signal - Ends it; so does cancelling the stream.
   * @returns The stream, or `undefined` when there are too many clients already.
   */
  open(signal?: AbortSignal): ReadableStream<Uint8Array> | undefined {
    if (this.#clients.size + this.#dropped.size >= this.#maxClients) return undefined;
    let client: FeedClient | undefined;
    const leave = () => {
      signal?.removeEventListener("abort", leave);
      if (client) this.#remove(client);
    };
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          client = new FeedClient(controller);
          this.#welcome(client);
          signal?.addEventListener("abort", leave, { once: true });
          if (signal?.aborted) leave();
        },
        // There is room again: of no interest, but for a client that was given up.
        pull: () => {
          if (client && this.#dropped.has(client)) this.#remove(client);
        },
        cancel: leave,
      },
      { highWaterMark: MAX_CHUNKS },
    );
  }

  /** Forgets the last frame: a new client gets one of what there is now. */
  forget(): void {
    this.#last = undefined;
  }

  /** Ends every stream, so that the clients come back: to whoever answers then. */
  close(): void {
    for (const client of [...this.#clients, ...this.#dropped]) this.#remove(client);
  }

  #welcome(client: FeedClient): void {
    const now = this.#clock.now();
    client.send(this.#retry, now);
    const frame = this.#freshFrame(now);
    if (frame) client.send(frame, now);
    this.#clients.add(client);
    if (this.#clients.size > 1) return;
    this.#nextTick = now + this.#interval;
    this.#lastSent = now;
    this.#arm();
  }

  #remove(client: FeedClient): void {
    this.#dropped.delete(client);
    this.#clients.delete(client);
    client.end();
    if (this.#clients.size === 0) this.#disarm();
  }

  /** Gives up a client that takes nothing. What waits in its queue stays: it may read on and end. */
  #drop(client: FeedClient): void {
    this.#clients.delete(client);
    this.#dropped.add(client);
    if (this.#clients.size === 0) this.#disarm();
  }

  #freshFrame(now: number): Uint8Array | undefined {
    const fresh = this.#last && now - this.#last.at < Math.min(this.#interval, FRESH_MS);
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
    const wake = Math.min(this.#nextTick, this.#lastSent + HEARTBEAT_MS);
    this.#cancelTimer = this.#clock.after(Math.max(0, wake - this.#clock.now()), () =>
      this.#wake(),
    );
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #wake(): void {
    const now = this.#clock.now();
    let chunk: Uint8Array | undefined;
    if (now >= this.#nextTick) {
      // Ticks keep to their grid; those that were missed are not made up for.
      this.#nextTick +=
        this.#interval * Math.max(1, Math.ceil((now - this.#nextTick) / this.#interval));
      this.#take(now);
      chunk = this.#last?.frame;
    }
    if (!chunk && now - this.#lastSent >= HEARTBEAT_MS) chunk = HEARTBEAT;
    if (chunk) this.#sendAll(chunk, now);
    this.#arm();
  }

  #sendAll(chunk: Uint8Array, now: number): void {
    this.#lastSent = now;
    this.#fanOut.run([...this.#clients], (client) => this.#deliver(client, chunk));
  }

  #deliver(client: FeedClient, chunk: Uint8Array): void {
    if (!this.#clients.has(client)) return;
    const now = this.#clock.now();
    client.send(chunk, now);
    if (client.stalledFor(now) >= this.#stallLimit) this.#drop(client);
  }
}
