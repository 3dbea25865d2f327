import { HEARTBEAT } from "./event.ts";

/** The most chunks that wait for one client. */
export const MAX_CHUNKS = 4;

/** How long a client may read nothing at all before it is dropped, in milliseconds. */
export const STALL_LIMIT_MS = 30_000;

/**
 * Age at which a stream's client is asked to reconnect, in milliseconds. It bounds what a client that never
 * reads pins in the system's socket buffers, which look like progress to the stream.
 */
export const MAX_STREAM_MS = 600_000;

/** Callbacks of a client's stream. */
interface StreamCallbacks {
  /** The client has read something. */
  onRead(): void;
  /** The client has cancelled the stream. */
  onCancel(): void;
  /** It has been ended, by whomever; called once. */
  onEnd(): void;
}

/** One client of the feed: its stream, and since when it has not read. */
export class FeedClient {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #onEnd: () => void;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #stalledSince: number | undefined;
  #missed: Uint8Array | undefined;
  #isEnded = false;

  /** @param since - When it connected. */
  constructor(
    readonly since: number,
    { onRead, onCancel, onEnd }: StreamCallbacks,
  ) {
    this.#onEnd = onEnd;
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: onRead,
        cancel: onCancel,
      },
      { highWaterMark: MAX_CHUNKS - 1 }, // one more is the latest of what there was no room for
    );
  }

  /** Whether the server has begun to send the stream; one that it has not may never be cancelled. */
  get isServed(): boolean {
    return this.stream.locked;
  }

  /** Sends a chunk. While the queue is full only the latest is kept: the client misses the others. */
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

  /** Sends the latest of what the client missed, once there is room. */
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
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#onEnd();
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
