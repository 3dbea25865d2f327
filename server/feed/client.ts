import { HEARTBEAT } from "./event.ts";

/** The most chunks that wait for one client. */
export const MAX_CHUNKS = 4;

/** How long a client may take nothing at all before it is dropped, in milliseconds. */
export const STALL_LIMIT_MS = 30_000;

/**
 * How long one stream may go on, in milliseconds, before its client is asked to come back. The system's
 * buffers hide from a stream that nobody reads it: a few megabytes, which a slow feed fills in a day.
 */
export const MAX_STREAM_MS = 3_600_000;

/** What a client's stream tells of its reader. */
interface Reader {
  /** It has taken something. */
  onTaken(): void;
  /** It has cancelled the stream. */
  onGone(): void;
}

/** One client of the feed: a stream, and when it last took something. */
export class FeedClient {
  readonly stream: ReadableStream<Uint8Array>;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #stalledSince: number | undefined;
  #missed: Uint8Array | undefined;
  #isEnded = false;

  /** @param since - When it came. */
  constructor(
    readonly since: number,
    { onTaken, onGone }: Reader,
  ) {
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: onTaken,
        cancel: onGone,
      },
      { highWaterMark: MAX_CHUNKS - 1 }, // and the latest of what there was no room for
    );
  }

  /** Whether somebody has taken the stream to send it; who has not may never, nor ever cancel it. */
  get isServed(): boolean {
    return this.stream.locked;
  }

  /** Hands it a chunk. While its queue is full only the latest is kept for it: the others it misses. */
  send(chunk: Uint8Array, now: number): void {
    if (this.#hasRoom()) {
      this.#stalledSince = undefined;
      this.#missed = undefined;
      this.#controller.enqueue(chunk);
    } else {
      this.#stalledSince ??= now;
      if (chunk !== HEARTBEAT) this.#missed = chunk;
    }
  }

  /** It has taken something: there is room for the latest of what it missed. */
  catchUp(): void {
    if (!this.#missed || !this.#hasRoom()) return;
    this.#stalledSince = undefined;
    this.#controller.enqueue(this.#missed);
    this.#missed = undefined;
  }

  /** Milliseconds for which its queue has been full. */
  stalledFor(now: number): number {
    return this.#stalledSince === undefined ? 0 : now - this.#stalledSince;
  }

  /** Ends its stream, after what still waits in its queue. */
  end(): void {
    this.#isEnded = true;
    try {
      this.#controller.close();
    } catch {
      // it was cancelled or has failed: ended already
    }
  }

  #hasRoom(): boolean {
    return !this.#isEnded && (this.#controller.desiredSize ?? 0) > 0;
  }
}
