import { FeedClient, MAX_CHUNKS } from "./client.ts";
import { type Clock, systemClock } from "./clock.ts";
import { encodeRetry, HEARTBEAT } from "./event.ts";

/** The most clients at once; a further one is refused. */
export const MAX_CLIENTS = 10_000;

/** The longest silence on the feed, in milliseconds: a proxy or `Bun.serve` may cut a longer one. */
export const HEARTBEAT_MS = 5000;

/** How old the last frame may be to be handed to a new client, in milliseconds. */
export const FRESH_MS = 1000;

/** What a client is asked to wait before it comes back, in milliseconds. */
export const RETRY_MS = 2000;

/** Clients that are handed a frame in one turn of the event loop. */
export const SLICE = 128;

/** How the feed works. */
export interface FeedOptions {
  /** Makes the frame of this moment; `undefined` when there is nothing true to say. */
  frame: () => Uint8Array | undefined;
  /** Milliseconds between two frames. */
  interval: number;
  clock?: Clock;
  maxClients?: number;
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
  readonly #clients = new Set<FeedClient>();
  readonly #retry = encodeRetry(RETRY_MS);
  #interval: number;
  #cancelTimer: (() => void) | undefined;
  #nextTick = 0;
  #lastSent = 0;
  #last: { frame: Uint8Array; at: number } | undefined;
  #fanningOut = false;

  constructor({ frame, interval, clock = systemClock, maxClients = MAX_CLIENTS }: FeedOptions) {
    this.#frame = frame;
    this.#interval = interval;
    this.#clock = clock;
    this.#maxClients = maxClients;
  }

  /** How many clients there are. */
  get clients(): number {
    return this.#clients.size;
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
    if (this.#clients.size >= this.#maxClients) return undefined;
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
        cancel: leave,
      },
      { highWaterMark: MAX_CHUNKS },
    );
  }

  /** Ends every stream, so that the clients come back: to whoever answers then. */
  close(): void {
    for (const client of this.#clients) this.#remove(client);
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
    if (!this.#clients.delete(client)) return;
    client.end();
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
    if (chunk) this.#fanOut(chunk, now);
    this.#arm();
  }

  #fanOut(chunk: Uint8Array, now: number): void {
    this.#lastSent = now;
    if (this.#fanningOut) return; // the one before it is still on its way: skip, don't pile up
    this.#fanningOut = true;
    const clients = [...this.#clients];
    const slice = (from: number) => {
      for (const client of clients.slice(from, from + SLICE)) this.#deliver(client, chunk);
      if (from + SLICE < clients.length) this.#clock.nextTurn(() => slice(from + SLICE));
      else this.#fanningOut = false;
    };
    slice(0);
  }

  #deliver(client: FeedClient, chunk: Uint8Array): void {
    if (!this.#clients.has(client)) return;
    const now = this.#clock.now();
    client.send(chunk, now);
    if (!client.isStalled(now)) return;
    this.#clients.delete(client);
    client.drop();
    if (this.#clients.size === 0) this.#disarm();
  }
}
