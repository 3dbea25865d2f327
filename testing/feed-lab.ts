import { heapStats } from "bun:jsc";
import { expect } from "bun:test";
import { encodeEvents } from "../server/feed/event.ts";
import { Feed, type FeedOptions } from "../server/feed/feed.ts";
import { eventually } from "./eventually.ts";

/** How the feed differs from the usual one. */
export interface LabOptions extends Partial<Omit<FeedOptions, "frame">> {
  /** Bytes of padding in each frame. */
  padding?: number;
}

/** A feed of numbered frames behind a real server. */
export class Lab {
  readonly feed: Feed;
  readonly #server: Bun.Server<undefined>;
  readonly #children: Bun.Subprocess[] = [];
  readonly #streamsBefore: number;
  readonly #heapBefore: number;
  /** Clients that the feed has accepted so far. */
  taken = 0;
  #frames = 0;

  constructor({ padding = 0, ...options }: LabOptions = {}) {
    const pad = "x".repeat(padding);
    const frame = () => encodeEvents([{ data: { n: ++this.#frames, pad } }]);
    this.feed = new Feed({ interval: 50, ...options, frame });
    this.#server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      idleTimeout: 0, // as the real host has it
      fetch: (request) => this.#respond(request),
    });
    [this.#streamsBefore, this.#heapBefore] = measure();
  }

  get port(): number {
    return this.#server.port ?? 0;
  }

  /** Frames made so far. */
  get frames(): number {
    return this.#frames;
  }

  /** Requests that the server has not finished: an open socket behind each. */
  get openRequests(): number {
    return this.#server.pendingRequests;
  }

  /** Starts clients in their own process, and waits until they are connected. */
  async spawnClients(
    count: number,
    how: "readsOneByteASecond" | "readsNothing",
  ): Promise<Bun.Subprocess> {
    const script = `${import.meta.dir}/client-process.ts`;
    const child = Bun.spawn([process.execPath, script, String(this.port), String(count), how], {
      stdout: "ignore",
      stderr: "inherit",
    });
    this.#children.push(child);
    await eventually(`${count} clients of a child`, () => this.feed.clients >= count);
    return child;
  }

  /** Expects that the clients have left no place, socket or memory behind. */
  async expectNothingLeft(): Promise<void> {
    await eventually("no client is left", () => this.feed.clients + this.feed.dropped === 0);
    await eventually("no request is left", () => this.openRequests === 0);
    // Streams are counted, since a heap's size moves by more than hundreds of them take.
    await eventually("the streams are freed", () => measure()[0] - this.#streamsBefore < 5);
    expect(measure()[1] - this.#heapBefore).toBeLessThan(8 * 2 ** 20);
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill("SIGKILL");
    await Promise.all(this.#children.map(({ exited }) => exited));
    this.feed.retire();
    await this.#server.stop(true);
  }

  #respond(request: Request): Response {
    const stream = this.feed.open(request.signal);
    if (!stream) return new Response(null, { status: 503 });
    this.taken++;
    return new Response(stream, { headers: { "content-type": "text/event-stream" } });
  }
}

function measure(): [streams: number, heap: number] {
  Bun.gc(true);
  const { objectTypeCounts, heapSize } = heapStats();
  return [objectTypeCounts.ReadableStream ?? 0, heapSize];
}
