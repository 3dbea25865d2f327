import { afterEach, beforeEach, describe, expect, jest, spyOn, test } from "bun:test";
import { getEventListeners } from "node:events";
import { fail } from "../../testing/hostile.ts";
import { MAX_CHUNKS, MAX_STREAM_MS, STALL_LIMIT_MS } from "./client.ts";
import { encodeEvents } from "./event.ts";
import { FanOut, SLICE } from "./fan-out.ts";
import { Feed } from "./feed.ts";
import { HEARTBEAT_MS } from "./pace.ts";

const decoder = new TextDecoder();

/** Tasks for the next turn of the event loop. */
const turns: (() => void)[] = [];
const nextTurn = (task: () => void) => void turns.push(task);

beforeEach(() => {
  turns.length = 0;
  jest.useFakeTimers();
});
afterEach(() => void jest.useRealTimers());

function setUp({ interval = 1000, maxClients = 10_000 } = {}) {
  const state = { frames: 0, isWell: true, cost: 0, full: [] as boolean[], gaps: [] as unknown[] };
  const frame = () => {
    if (state.cost > 0) jest.advanceTimersByTime(state.cost);
    if (!state.isWell) return undefined;
    state.frames++;
    return encodeEvents([{ data: { n: state.frames, at: performance.now() } }]);
  };
  const onFull = (isFull: boolean) => state.full.push(isFull);
  const onPace = (gap: unknown) => state.gaps.push(gap);
  return { state, feed: new Feed({ frame, interval, maxClients, onFull, onPace, nextTurn }) };
}

/** Connects a client, which reads its first event. */
async function connectOne(feed: Feed): Promise<Reader> {
  const reader = new Reader(feed.open());
  await reader.taken();
  return reader;
}

function connect(feed: Feed, count: number): Promise<Reader[]> {
  return Promise.all(Array.from({ length: count }, () => connectOne(feed)));
}

function turn(): void {
  turns.shift()?.();
}

function finishTurns(): void {
  while (turns.length > 0) turn();
}

/** Advances the clock, and runs the turns after it. */
function pass(milliseconds: number): void {
  jest.advanceTimersByTime(milliseconds);
  finishTurns();
}

/** Reads what is in a stream's queue, without waiting for more. */
class Reader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #pending: ReturnType<ReadableStreamDefaultReader<Uint8Array>["read"]> | undefined;

  constructor(stream: ReadableStream<Uint8Array> | undefined) {
    if (!stream) throw new Error("the feed refused the client");
    this.#reader = stream.getReader();
  }

  async taken(): Promise<string[]> {
    const chunks: string[] = [];
    for (;;) {
      this.#pending ??= this.#reader.read();
      const result = await Promise.race([this.#pending, immediate()]);
      if (!result || result.done) return chunks;
      this.#pending = undefined;
      chunks.push(decoder.decode(result.value));
    }
  }

  /** Takes the rest of a stream that has been ended. */
  async end(): Promise<string[]> {
    const rest = await this.taken();
    await this.#reader.closed;
    return rest;
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}

const immediate = () => new Promise<undefined>((resolve) => setImmediate(resolve));
const event = (n: number, at: number) => `data: {"n":${n},"at":${at}}\n\n`;

describe("the feed", () => {
  test("sends the first event at once, with the reconnect delay, then one every interval", async () => {
    const { feed } = setUp();
    const reader = new Reader(feed.open());
    expect(await reader.taken()).toEqual(["retry: 2000\n", event(1, 0)]);
    pass(999);
    expect(await reader.taken()).toEqual([]);
    pass(1);
    expect(await reader.taken()).toEqual([event(2, 1000)]);
    pass(2000);
    expect(await reader.taken()).toEqual([event(3, 2000), event(4, 3000)]);
  });

  test("makes one frame per tick and sends it to all clients", async () => {
    const { feed, state } = setUp();
    const readers = await connect(feed, 300);
    expect(state.frames).toBe(1);
    pass(1000);
    expect(state.frames).toBe(2);
    for (const reader of readers) expect(await reader.taken()).toEqual([event(2, 1000)]);
  });

  test("runs no timer without clients", async () => {
    const { feed, state } = setUp();
    expect(jest.getTimerCount()).toBe(0);
    const readers = [new Reader(feed.open()), new Reader(feed.open())];
    expect(jest.getTimerCount()).toBe(1);
    await readers[0]?.leave();
    expect(jest.getTimerCount()).toBe(1);
    await readers[1]?.leave();
    expect([jest.getTimerCount(), turns.length, feed.clients]).toEqual([0, 0, 0]);
    pass(60_000);
    expect(state.frames).toBe(1);
  });

  test("ends a client when its request is aborted, before or after it began", async () => {
    const { feed } = setUp();
    const early = new AbortController();
    early.abort();
    const never = new Reader(feed.open(early.signal));
    await never.end();
    const late = new AbortController();
    const reader = new Reader(feed.open(late.signal));
    expect(feed.clients).toBe(1);
    late.abort();
    await reader.end();
    const left = new AbortController();
    await new Reader(feed.open(left.signal)).leave();
    for (const { signal } of [early, late, left]) {
      expect(getEventListeners(signal, "abort")).toEqual([]);
    }
    expect([jest.getTimerCount(), feed.clients]).toEqual([0, 0]);
  });

  test.each([
    ["a second", 4000, 1000],
    ["its interval", 200, 200],
  ])("sends a new client the last frame while it is younger than %s", async (_, interval, age) => {
    const { feed } = setUp({ interval });
    await (await connectOne(feed)).leave();
    pass(age - 1);
    const second = new Reader(feed.open());
    expect(await second.taken()).toEqual(["retry: 2000\n", event(1, 0)]);
    await second.leave();
    pass(1);
    expect(await new Reader(feed.open()).taken()).toEqual(["retry: 2000\n", event(2, age)]);
  });

  test("when renewed, sends all clients a new frame, and new clients no older one", async () => {
    const { feed } = setUp({ interval: 4000 });
    const early = await connectOne(feed);
    pass(100);
    feed.renew();
    expect(await new Reader(feed.open()).taken()).toEqual(["retry: 2000\n", event(2, 100)]);
    pass(1); // the shortest timer
    expect(await early.taken()).toEqual([event(3, 101)]);
    pass(3999);
    expect(await early.taken()).toEqual([event(4, 4100)]);
    expect([jest.getTimerCount(), feed.clients]).toEqual([1, 2]);
  });

  test("sends a comment when no event came for five seconds", async () => {
    const { feed } = setUp({ interval: 12_000 });
    const reader = await connectOne(feed);
    pass(HEARTBEAT_MS);
    expect(await reader.taken()).toEqual([": heartbeat\n\n"]);
    pass(7000);
    expect(await reader.taken()).toEqual([": heartbeat\n\n", event(2, 12_000)]);
  });

  test("sends only comments while the pool can't be read, and recovers by itself", async () => {
    const { feed, state } = setUp();
    const reader = await connectOne(feed);
    state.isWell = false;
    pass(6000);
    expect(await reader.taken()).toEqual([": heartbeat\n\n"]);
    state.isWell = true;
    pass(1000);
    expect(await reader.taken()).toEqual([event(2, 7000)]);
  });

  test("retries a pool that can't be read every five seconds, however long its interval is", async () => {
    const { feed, state } = setUp({ interval: 20_000 });
    state.isWell = false;
    const reader = new Reader(feed.open());
    pass(HEARTBEAT_MS);
    expect(await reader.taken()).toEqual(["retry: 2000\n", ": heartbeat\n\n"]);
    state.isWell = true;
    pass(HEARTBEAT_MS);
    expect(await reader.taken()).toEqual([event(1, 2 * HEARTBEAT_MS)]);
    state.isWell = false;
    pass(20_000);
    await reader.taken();
    state.isWell = true;
    pass(HEARTBEAT_MS);
    expect(await reader.taken()).toEqual([event(2, 20_000 + 3 * HEARTBEAT_MS)]);
  });

  test("sends a client that connects while the pool can't be read its first event soon after", async () => {
    const { feed, state } = setUp({ interval: 60_000 });
    const early = await connectOne(feed);
    pass(10_000);
    await early.taken();
    state.isWell = false;
    const late = new Reader(feed.open());
    state.isWell = true;
    pass(HEARTBEAT_MS);
    expect(await late.taken()).toEqual(["retry: 2000\n", event(2, 10_000 + HEARTBEAT_MS)]);
    expect((await early.taken()).at(-1)).toBe(event(2, 10_000 + HEARTBEAT_MS));
    expect(jest.getTimerCount()).toBe(1);
  });

  test("keeps at most a few chunks for a client that reads nothing, then drops it", async () => {
    const { feed } = setUp();
    const asleep = new Reader(feed.open());
    const awake = new Reader(feed.open());
    pass(10_000);
    expect((await asleep.taken()).length).toBe(MAX_CHUNKS);
    for (let second = 0; second * 1000 < STALL_LIMIT_MS + 10_000; second++) {
      pass(1000);
      await awake.taken();
    }
    expect([feed.clients, feed.dropped]).toEqual([1, 1]);
    await awake.leave();
    expect([jest.getTimerCount(), feed.clients]).toEqual([0, 0]);
    // a dropped client's latest frame is not kept; the pending read took one
    expect((await asleep.end()).length).toBe(MAX_CHUNKS);
    expect(feed.dropped).toBe(0);
  });

  test("sends a client that reads again the latest frame, not those that it missed", async () => {
    const { feed } = setUp();
    const reader = new Reader(feed.open());
    pass(20_500);
    const taken = await reader.taken();
    expect(taken).toHaveLength(MAX_CHUNKS);
    expect(taken.at(-1)).toBe(event(21, 20_000));
    pass(500);
    expect(await reader.taken()).toEqual([event(22, 21_000)]);
  });

  test("doesn't replace the latest frame for such a client by a heartbeat", async () => {
    const { feed, state } = setUp();
    const reader = new Reader(feed.open());
    pass(10_000);
    state.isWell = false;
    pass(10_000);
    expect((await reader.taken()).at(-1)).toBe(event(11, 10_000));
  });

  test("asks a client that has been connected for ten minutes to reconnect soon", async () => {
    const { feed } = setUp({ interval: 10_000 });
    const reader = new Reader(feed.open());
    while (performance.now() < MAX_STREAM_MS - 10_000) {
      await reader.taken();
      pass(10_000);
    }
    pass(9999);
    expect(feed.clients).toBe(1);
    await reader.taken();
    pass(1);
    const [frame, goodbye] = await reader.end();
    expect(frame).toBe(event(61, MAX_STREAM_MS));
    expect(Number(/^retry: (\d+)\n$/.exec(goodbye ?? "")?.[1])).toBeWithin(250, 1501);
    expect([jest.getTimerCount(), feed.clients]).toEqual([0, 0]);
  });

  test("counts a dropped client until it disconnects", async () => {
    const { feed } = setUp({ maxClients: 1 });
    const asleep = new Reader(feed.open());
    pass(STALL_LIMIT_MS + 10_000);
    expect([feed.clients, feed.dropped, jest.getTimerCount()]).toEqual([0, 1, 0]);
    expect(feed.open()).toBeUndefined();
    await asleep.leave();
    expect(feed.dropped).toBe(0);
    expect(feed.open()).toBeDefined();
  });

  test("doesn't keep a place for a stream that was never sent", () => {
    const { feed } = setUp({ maxClients: 1 });
    feed.open(); // another response was sent instead
    pass(STALL_LIMIT_MS + 10_000);
    expect([feed.clients, feed.dropped, jest.getTimerCount()]).toEqual([0, 0, 0]);
    expect(feed.open()).toBeDefined();
  });

  test("restarts a stall when a client has read something, though its queue is full again", async () => {
    const { feed } = setUp();
    const reader = feed.open()?.getReader();
    for (let round = 0; round < 4; round++) {
      pass(STALL_LIMIT_MS - 8000);
      await reader?.read();
      await immediate();
    }
    expect([feed.clients, feed.dropped]).toEqual([1, 0]);
    pass(STALL_LIMIT_MS + 1000);
    expect([feed.clients, feed.dropped]).toEqual([0, 1]);
  });

  test.each([
    ["a reading of 100 ms slows it to one event a second", 250, 100, 1000],
    ["one that fits its interval doesn't", 1000, 100, undefined],
    ["a short one doesn't, whatever the interval", 50, 99, undefined],
  ])("reports its pace: %s", (_, interval, cost, gap) => {
    const { feed, state } = setUp({ interval });
    state.cost = cost;
    feed.open();
    expect(state.gaps).toEqual([gap]);
    state.cost = 0;
    pass(2000);
    expect(state.gaps.length).toBeGreaterThan(1);
    expect(new Set(state.gaps.slice(1))).toEqual(new Set([undefined]));
  });

  test("changes its pace immediately", async () => {
    const { feed } = setUp({ interval: 60_000 });
    const reader = await connectOne(feed);
    pass(100);
    feed.interval = 250;
    pass(500);
    expect(await reader.taken()).toEqual([event(2, 350), event(3, 600)]);
    expect(jest.getTimerCount()).toBe(1);
  });

  test("does not delay the next event when the interval becomes longer", async () => {
    const { feed } = setUp();
    const reader = await connectOne(feed);
    pass(900);
    feed.interval = 60_000;
    pass(100);
    expect(await reader.taken()).toEqual([event(2, 1000)]);
    pass(4000);
    expect(await reader.taken()).toEqual([]);
  });

  test("skips missed ticks and keeps to its schedule", async () => {
    const { feed } = setUp();
    const reader = await connectOne(feed);
    const late = spyOn(performance, "now").mockReturnValue(3400); // the event loop was held up
    pass(1000);
    late.mockRestore();
    expect((await reader.taken()).length).toBe(1);
    pass(3000);
    expect(await reader.taken()).toEqual([event(3, 4000)]);
  });

  test("ends every stream when it is retired, and refuses clients until it is renewed", async () => {
    const { feed, state } = setUp();
    const reader = new Reader(feed.open());
    feed.retire();
    expect((await reader.end()).length).toBe(3);
    expect([jest.getTimerCount(), feed.clients]).toEqual([0, 0]);
    expect([feed.open(), state.full]).toEqual([undefined, []]);
    feed.renew();
    expect(feed.open()).toBeDefined();
  });

  test("pauses after each reading for nine times its cost, and still sends heartbeats", async () => {
    const { feed, state } = setUp();
    state.cost = 2000;
    const reader = new Reader(feed.open());
    expect(await reader.taken()).toEqual(["retry: 2000\n", event(1, 2000)]);
    pass(17_999);
    expect(new Set(await reader.taken())).toEqual(new Set([": heartbeat\n\n"]));
    expect(state.frames).toBe(1);
    pass(1);
    expect(await reader.taken()).toEqual([event(2, 22_000)]);
  });

  test("sends new clients of a slow pool the last frame, and reads a new pool at once", async () => {
    const { feed, state } = setUp();
    state.cost = 2000;
    const early = new Reader(feed.open());
    pass(10_000);
    await early.taken();
    expect(await new Reader(feed.open()).taken()).toEqual(["retry: 2000\n", event(1, 2000)]);
    state.cost = 0;
    feed.renew();
    expect(await new Reader(feed.open()).taken()).toEqual(["retry: 2000\n", event(2, 12_000)]);
  });

  test("refuses clients beyond its limit, reports each refusal, and reports once when there is room", async () => {
    const { feed, state } = setUp({ maxClients: 2 });
    const readers = [new Reader(feed.open()), new Reader(feed.open())];
    expect(state.full).toEqual([]);
    expect([feed.open(), feed.open()]).toEqual([undefined, undefined]);
    expect(state.full).toEqual([true, true]);
    for (const reader of readers) await reader.leave();
    expect(state.full).toEqual([true, true, false]);
    expect(feed.open()).toBeDefined();
  });
});

describe("the fan-out", () => {
  const all = Array.from({ length: SLICE * 2 + 1 }, (_, index) => index);

  test("sends a frame to one slice of clients per turn", () => {
    const served: number[] = [];
    new FanOut<number>(nextTurn).run(all, (one) => served.push(one));
    expect(served).toEqual(all.slice(0, SLICE));
    turn();
    expect(served).toEqual(all.slice(0, 2 * SLICE));
    turn();
    expect([served, turns]).toEqual([all, []]);
  });

  test("sends the latest frame after the current one, and none in between", () => {
    const served: string[] = [];
    const fanOut = new FanOut<number>(nextTurn);
    for (const frame of ["a", "b", "c"]) fanOut.run(all, () => served.push(frame));
    expect(turns).toHaveLength(1);
    finishTurns();
    expect(served).toEqual(["a", "c"].flatMap((frame) => Array(all.length).fill(frame)));
  });

  test("doesn't replace a pending frame by a heartbeat", async () => {
    const { feed } = setUp({ interval: 60_000 });
    const readers = await connect(feed, SLICE + 1);
    jest.advanceTimersByTime(HEARTBEAT_MS);
    feed.renew();
    pass(2 * HEARTBEAT_MS);
    finishTurns();
    const expected = [": heartbeat\n\n", event(2, HEARTBEAT_MS + 1)];
    for (const reader of readers) expect(await reader.taken()).toEqual(expected);
  });

  test("also closes in slices, and reports no clients immediately", async () => {
    const { feed } = setUp();
    const readers = await connect(feed, SLICE + 1);
    feed.retire();
    expect([feed.clients, jest.getTimerCount(), turns.length]).toEqual([0, 0, 1]);
    expect(await readers.at(-1)?.taken()).toEqual([]);
    turn();
    await Promise.all(readers.map((reader) => reader.end()));
  });

  test("ends the other streams if one with a full queue leaves while the feed closes", async () => {
    const { feed } = setUp();
    const gone = new AbortController();
    const readers = Array.from({ length: SLICE }, () => new Reader(feed.open()));
    feed.open(gone.signal)?.getReader();
    readers.push(new Reader(feed.open()));
    feed.retire();
    gone.abort();
    finishTurns();
    await Promise.all(readers.map((reader) => reader.end()));
  });

  test("lets other tasks run between two slices", async () => {
    const order: string[] = [];
    setImmediate(() => order.push("a request"));
    const some = all.slice(0, SLICE + 1);
    new FanOut<number>().run(some, (index) => index % SLICE === 0 && order.push(`slice ${index}`));
    while (order.length < 3) await immediate();
    expect(order).toEqual(["slice 0", "a request", `slice ${SLICE}`]);
  });

  test("continues with the next frame after one has failed", () => {
    const fanOut = new FanOut<number>();
    expect(() => fanOut.run([1], fail)).toThrow("broken");
    const done: number[] = [];
    fanOut.run([2], (one) => done.push(one));
    expect(done).toEqual([2]);
  });

  test("skips clients that left before their turn", async () => {
    const { feed } = setUp();
    const readers = Array.from({ length: SLICE + 1 }, () => new Reader(feed.open()));
    jest.advanceTimersByTime(1000);
    for (const reader of readers) await reader.leave();
    turn();
    expect([jest.getTimerCount(), turns.length, feed.clients]).toEqual([0, 0, 0]);
  });
});
