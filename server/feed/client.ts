import { HEARTBEAT } from "./event.ts";

/** Maximum number of chunks queued for one client. */
export const MAX_CHUNKS = 4;

/** How long a client may read nothing at all before it is dropped, in milliseconds. */
export const STALL_LIMIT_MS = 30_000;

/**
 * Age at which a stream's client is asked to reconnect, in milliseconds. A client that never reads
 * fills the system's socket buffers, which the stream takes for progress: this bounds how long they stay.
 */
export const MAX_STREAM_MS = 600_000;

/** Callbacks of a client's stream. */
interface StreamCallbacks {
  /** The client has read something. */
  onRead(): void;
  /** The client has cancelled the stream. */
  onCancel(): void;
  /** The stream has ended, for any reason; called once. */
  onEnd(): void;
}

/** One client of the feed: its stream, and how long it has not read. */
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
      { highWaterMark: MAX_CHUNKS - 1 }, // plus the latest chunk that had no room
    );
  }

  /** Whether the server has begun to send the stream; otherwise it may never be cancelled. */
  get isServed(): boolean {
    return this.stream.locked;
  }

  /** Sends a chunk. While the queue is full, only the latest one is kept. */
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

  /** Sends the latest missed chunk, once there is room. */
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

  /** Ends its stream, after the chunks that are still queued. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#onEnd();
    try {
      this.#controller.close();
    } catch {
      // already ended: it was cancelled or has failed
    }
  }

  #hasRoom(): boolean {
    return !this.#isEnded && (this.#controller.desiredSize ?? 0) > 0;
  }
}
