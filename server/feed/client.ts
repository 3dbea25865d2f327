/** The most chunks that wait for one client. */
export const MAX_CHUNKS = 4;

/** How long a client may take nothing at all before it is dropped, in milliseconds. */
export const STALL_LIMIT_MS = 30_000;

/** One client of the feed: a stream, and when it last took something. */
export class FeedClient {
  readonly #controller: ReadableStreamDefaultController<Uint8Array>;
  #stalledSince: number | undefined;

  constructor(controller: ReadableStreamDefaultController<Uint8Array>) {
    this.#controller = controller;
  }

  /** Hands it a chunk, unless its queue is full: the latest wins, and what it missed it misses. */
  send(chunk: Uint8Array, now: number): void {
    if ((this.#controller.desiredSize ?? 0) > 0) {
      this.#stalledSince = undefined;
      this.#controller.enqueue(chunk);
    } else {
      this.#stalledSince ??= now;
    }
  }

  /** Milliseconds for which its queue has been full. */
  stalledFor(now: number): number {
    return this.#stalledSince === undefined ? 0 : now - this.#stalledSince;
  }

  /** Ends its stream, after what still waits in its queue. */
  end(): void {
    try {
      this.#controller.close();
    } catch {
      // it was cancelled or has failed: ended already
    }
  }
}
