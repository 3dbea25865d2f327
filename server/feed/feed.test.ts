import { describe, expect, test } from "bun:test";
import { FakeClock } from "../../testing/fake-clock.ts";
import { MAX_CHUNKS, MAX_STREAM_MS, STALL_LIMIT_MS } from "./client.ts";
import { encodeEvents } from "./event.ts";
import { FanOut, SLICE } from "./fan-out.ts";
import { Feed } from "./feed.ts";
import { HEARTBEAT_MS } from "./pace.ts";

const decoder = new TextDecoder();

function setUp({ interval = 1000, maxClients = 10_000 } = {}) {
  const clock = new FakeClock();
  const state = { frames: 0, well: true };
  const frame = () => {
    if (!state.well) return undefined;
    state.frames++;
    return encodeEvents([{ data: { n: state.frames, at: clock.now() } }]);
  };
  return { clock, state, feed: new Feed({ frame, interval, clock, maxClients }) };
}

/** Reads what waits in a stream, without waiting for more. */
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
      const result = await Promise.race([this.#pending, Bun.sleep(0)]);
      if (!result || result.done) return chunks;
      this.#pending = undefined;
      chunks.push(decoder.decode(result.value));
    }
  }

  get closed(): Promise<void> {
    return this.#reader.closed.then(() => undefined);
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}

const event = (n: number, at: number) => `data: {"n":${n},"at":${at}}\n\n`;

describe("the feed", () => {
  test("sends the first event at once, with the time to wait before coming back, then one every interval", async () => {
    const { feed, clock } = setUp();
    const reader = new Reader(feed.open());
    expect(await reader.taken()).toEqual(["retry: 2000\n", event(1, 0)]);
    clock.pass(999);
    expect(await reader.taken()).toEqual([]);
    clock.pass(1);
    expect(await reader.taken()).toEqual([event(2, 1000)]);
    clock.pass(2000);
    expect(await reader.taken()).toEqual([event(3, 2000), event(4, 3000)]);
  });

  test("takes one frame a tick, whatever the number of clients, and hands all the same", async () => {
    const { feed, clock, state } = setUp();
    const readers = Array.from({ length: 300 }, () => new Reader(feed.open()));
    expect(state.frames).toBe(1);
    for (const reader of readers) await reader.taken();
    clock.pass(1000);
    expect(state.frames).toBe(2);
    for (const reader of readers) expect(await reader.taken()).toEqual([event(2, 1000)]);
  });

  test("runs no timer without clients", async () => {
    const { feed, clock, state } = setUp();
    expect(clock.timers).toBe(0);
    const readers = [new Reader(feed.open()), new Reader(feed.open())];
    expect(clock.timers).toBe(1);
    await readers[0]?.leave();
    expect(clock.timers).toBe(1);
    await readers[1]?.leave();
    expect([clock.timers, clock.turns, feed.clients]).toEqual([0, 0, 0]);
    clock.pass(60_000);
    expect(state.frames).toBe(1);
  });

  test("ends a client when its request is aborted, before or after it began", async () => {
    const { feed, clock } = setUp();
    const early = new AbortController();
    early.abort();
    const never = new Reader(feed.open(early.signal));
    await never.taken();
    await never.closed;
    const late = new AbortController();
    const reader = new Reader(feed.open(late.signal));
    expect(feed.clients).toBe(1);
    late.abort();
    await reader.taken();
    await reader.closed;
    expect([clock.timers, feed.clients]).toEqual([0, 0]);
  });

  test("hands a new client the last frame while it is fresh, and its own when it is not", async () => {
    const { feed, clock, state } = setUp({ interval: 4000 });
    new Reader(feed.open());
    clock.pass(900);
    expect(await new Reader(feed.open()).taken()).toEqual(["retry: 2000\n", event(1, 0)]);
    clock.pass(200);
    expect(await new Reader(feed.open()).taken()).toEqual(["retry: 2000\n", event(2, 1100)]);
    expect(state.frames).toBe(2);
  });

  test("hands a new client of a fast feed no frame older than its interval", async () => {
    const { feed, clock } = setUp({ interval: 200 });
    await new Reader(feed.open()).leave();
    clock.pass(199);
    const second = new Reader(feed.open());
    expect(await second.taken()).toEqual(["retry: 2000\n", event(1, 0)]);
    await second.leave();
    clock.pass(1);
    expect(await new Reader(feed.open()).taken()).toEqual(["retry: 2000\n", event(2, 200)]);
  });

  test("tells all of what there is now when it is renewed, and new clients nothing from before", async () => {
    const { feed, clock } = setUp({ interval: 4000 });
    const early = new Reader(feed.open());
    await early.taken();
    clock.pass(100);
    feed.renew();
    expect(await new Reader(feed.open()).taken()).toEqual(["retry: 2000\n", event(2, 100)]);
    clock.pass(0);
    expect(await early.taken()).toEqual([event(3, 100)]);
    clock.pass(4000);
    expect(await early.taken()).toEqual([event(4, 4100)]);
  });

  test("sends a comment when no event came for five seconds", async () => {
    const { feed, clock } = setUp({ interval: 12_000 });
    const reader = new Reader(feed.open());
    await reader.taken();
    clock.pass(HEARTBEAT_MS);
    expect(await reader.taken()).toEqual([": heartbeat\n\n"]);
    clock.pass(7000);
    expect(await reader.taken()).toEqual([": heartbeat\n\n", event(2, 12_000)]);
  });

  test("says nothing but comments while the pool is sick, and goes on by itself", async () => {
    const { feed, clock, state } = setUp();
    const reader = new Reader(feed.open());
    await reader.taken();
    state.well = false;
    clock.pass(6000);
    expect(await reader.taken()).toEqual([": heartbeat\n\n"]);
    state.well = true;
    clock.pass(1000);
    expect(await reader.taken()).toEqual([event(2, 7000)]);
  });

  test("looks again every five seconds after a sick pool, however long its interval is", async () => {
    const { feed, clock, state } = setUp({ interval: 20_000 });
    state.well = false;
    const reader = new Reader(feed.open());
    clock.pass(HEARTBEAT_MS);
    expect(await reader.taken()).toEqual(["retry: 2000\n", ": heartbeat\n\n"]);
    state.well = true;
    clock.pass(HEARTBEAT_MS);
    expect(await reader.taken()).toEqual([event(1, 2 * HEARTBEAT_MS)]);
    state.well = false;
    clock.pass(20_000);
    await reader.taken();
    state.well = true;
    clock.pass(HEARTBEAT_MS);
    expect(await reader.taken()).toEqual([event(2, 20_000 + 3 * HEARTBEAT_MS)]);
  });

  test("gives a client that comes while the pool is sick the first event when it is well", async () => {
    const { feed, clock, state } = setUp();
    state.well = false;
    const reader = new Reader(feed.open());
    expect(await reader.taken()).toEqual(["retry: 2000\n"]);
    state.well = true;
    clock.pass(1000);
    expect(await reader.taken()).toEqual([event(1, 1000)]);
  });

  test("gives one that comes to others while the pool is sick its first event soon after, too", async () => {
    const { feed, clock, state } = setUp({ interval: 60_000 });
    const early = new Reader(feed.open());
    await early.taken();
    clock.pass(10_000);
    await early.taken();
    state.well = false;
    const late = new Reader(feed.open());
    state.well = true;
    clock.pass(HEARTBEAT_MS);
    expect(await late.taken()).toEqual(["retry: 2000\n", event(2, 10_000 + HEARTBEAT_MS)]);
    expect((await early.taken()).at(-1)).toBe(event(2, 10_000 + HEARTBEAT_MS));
    expect(clock.timers).toBe(1);
  });

  test("keeps at most a few chunks for a client that takes nothing, then drops it", async () => {
    const { feed, clock } = setUp();
    const asleep = new Reader(feed.open());
    const awake = new Reader(feed.open());
    clock.pass(10_000);
    expect((await asleep.taken()).length).toBe(MAX_CHUNKS);
    for (let second = 0; second * 1000 < STALL_LIMIT_MS + 10_000; second++) {
      clock.pass(1000);
      await awake.taken();
    }
    expect([feed.clients, feed.dropped]).toEqual([1, 1]);
    await awake.leave();
    expect([clock.timers, feed.clients]).toEqual([0, 0]);
    // the latest is kept for nobody who was given up; the read that was under way took one
    expect((await asleep.taken()).length).toBe(MAX_CHUNKS);
    await asleep.closed;
    expect(feed.dropped).toBe(0);
  });

  test("has the latest for a client that reads on, not what it missed before", async () => {
    const { feed, clock } = setUp();
    const reader = new Reader(feed.open());
    clock.pass(20_500);
    const taken = await reader.taken();
    expect(taken).toHaveLength(MAX_CHUNKS);
    expect(taken.at(-1)).toBe(event(21, 20_000));
    clock.pass(500);
    expect(await reader.taken()).toEqual([event(22, 21_000)]);
  });

  test("has no heartbeat for it in place of the latest", async () => {
    const { feed, clock, state } = setUp();
    const reader = new Reader(feed.open());
    clock.pass(10_000);
    state.well = false;
    clock.pass(10_000);
    expect((await reader.taken()).at(-1)).toBe(event(11, 10_000));
  });

  test("asks a client that has been there for an hour to come back soon", async () => {
    const { feed, clock } = setUp({ interval: 10_000 });
    const reader = new Reader(feed.open());
    while (clock.now() < MAX_STREAM_MS - 10_000) {
      await reader.taken();
      clock.pass(10_000);
    }
    clock.pass(9999);
    expect(feed.clients).toBe(1);
    await reader.taken();
    clock.pass(1);
    const [frame, goodbye] = await reader.taken();
    expect(frame).toBe(event(361, MAX_STREAM_MS));
    expect(Number(/^retry: (\d+)\n$/.exec(goodbye ?? "")?.[1])).toBeWithin(250, 1501);
    await reader.closed;
    expect([clock.timers, feed.clients]).toEqual([0, 0]);
  });

  test("lets a dropped client hold its place until it goes", async () => {
    const { feed, clock } = setUp({ maxClients: 1 });
    const asleep = new Reader(feed.open());
    clock.pass(STALL_LIMIT_MS + 10_000);
    expect([feed.clients, feed.dropped, clock.timers]).toEqual([0, 1, 0]);
    expect(feed.open()).toBeUndefined();
    await asleep.leave();
    expect(feed.dropped).toBe(0);
    expect(feed.open()).toBeDefined();
  });

  test("keeps no place for a stream that nobody was handed", async () => {
    const { feed, clock } = setUp({ maxClients: 1 });
    feed.open(); // another answer went out instead
    clock.pass(STALL_LIMIT_MS + 10_000);
    expect([feed.clients, feed.dropped, clock.timers]).toEqual([0, 0, 0]);
    expect(feed.open()).toBeDefined();
  });

  test("keeps a client that takes something now and then", async () => {
    const { feed, clock } = setUp();
    const slow = new Reader(feed.open());
    for (let round = 0; round < 10; round++) {
      clock.pass(STALL_LIMIT_MS - 2000);
      expect((await slow.taken()).length).toBeGreaterThan(0);
    }
    expect(feed.clients).toBe(1);
  });

  test("refuses a client beyond the most it takes, until one leaves", async () => {
    const { feed } = setUp({ maxClients: 2 });
    const first = new Reader(feed.open());
    new Reader(feed.open());
    expect(feed.open()).toBeUndefined();
    await first.leave();
    expect(feed.open()).toBeDefined();
  });

  test("changes its pace at once", async () => {
    const { feed, clock } = setUp({ interval: 60_000 });
    const reader = new Reader(feed.open());
    await reader.taken();
    clock.pass(100);
    feed.interval = 250;
    clock.pass(500);
    expect(await reader.taken()).toEqual([event(2, 350), event(3, 600)]);
    expect(clock.timers).toBe(1);
  });

  test("doesn't make up for ticks that were missed, and keeps to its grid", async () => {
    const { feed, clock } = setUp();
    const reader = new Reader(feed.open());
    await reader.taken();
    const late = clock.now() + 3400;
    const pass = clock.now.bind(clock);
    clock.now = () => Math.max(pass(), late); // the event loop was held up
    clock.pass(1000);
    clock.now = pass;
    expect((await reader.taken()).length).toBe(1);
    clock.pass(3000);
    expect(await reader.taken()).toEqual([event(3, 4000)]);
  });

  test("closes every stream when it is closed, so that clients come back", async () => {
    const { feed, clock } = setUp();
    const reader = new Reader(feed.open());
    feed.close();
    expect((await reader.taken()).length).toBe(3);
    await reader.closed;
    expect([clock.timers, feed.clients]).toEqual([0, 0]);
    expect(feed.open()).toBeDefined();
  });

  test("takes nobody once it is retired, until it is renewed", async () => {
    const { feed, clock } = setUp();
    const reader = new Reader(feed.open());
    feed.retire();
    await reader.taken();
    await reader.closed;
    expect(feed.open()).toBeUndefined();
    expect(clock.timers).toBe(0);
    feed.renew();
    expect(feed.open()).toBeDefined();
  });
});

describe("the fan-out", () => {
  test("hands a frame to a slice of clients a turn", async () => {
    const { feed, clock } = setUp();
    const readers = Array.from({ length: SLICE * 2 + 1 }, () => new Reader(feed.open()));
    for (const reader of readers) await reader.taken();
    const finish = clock.finishTurns.bind(clock);
    clock.finishTurns = () => {};
    clock.pass(1000);
    const served = async () => {
      let sum = 0;
      for (const reader of readers) sum += (await reader.taken()).length;
      return sum;
    };
    expect(await served()).toBe(SLICE);
    clock.turn();
    expect(await served()).toBe(SLICE);
    clock.finishTurns = finish;
    clock.finishTurns();
    expect(await served()).toBe(1);
  });

  test("hands out the latest frame when the one before is out, and none between, so that none pile up", async () => {
    const { feed, clock } = setUp();
    const readers = Array.from({ length: SLICE + 1 }, () => new Reader(feed.open()));
    for (const reader of readers) await reader.taken();
    const finish = clock.finishTurns.bind(clock);
    clock.finishTurns = () => {};
    clock.pass(3000);
    expect(clock.turns).toBe(1);
    expect(await readers[0]?.taken()).toEqual([event(2, 1000)]);
    clock.turn();
    expect(await readers.at(-1)?.taken()).toEqual([event(2, 1000)]);
    finish();
    for (const reader of readers) expect((await reader.taken()).at(-1)).toBe(event(4, 3000));
    expect(await readers[0]?.taken()).toEqual([]);
  });

  test("loses no news to a heartbeat that is under way", async () => {
    const { feed, clock } = setUp({ interval: 60_000 });
    const readers = Array.from({ length: SLICE + 1 }, () => new Reader(feed.open()));
    for (const reader of readers) await reader.taken();
    const finish = clock.finishTurns.bind(clock);
    clock.finishTurns = () => {};
    clock.pass(HEARTBEAT_MS);
    feed.renew();
    clock.pass(2 * HEARTBEAT_MS);
    finish();
    const heard = [": heartbeat\n\n", event(2, HEARTBEAT_MS)];
    for (const reader of readers) expect(await reader.taken()).toEqual(heard);
  });

  test("closes in slices as well, and has no client left at once", async () => {
    const { feed, clock } = setUp();
    const readers = Array.from({ length: SLICE + 1 }, () => new Reader(feed.open()));
    for (const reader of readers) await reader.taken();
    feed.close();
    expect([feed.clients, clock.timers, clock.turns]).toEqual([0, 0, 1]);
    expect(await readers.at(-1)?.taken()).toEqual([]);
    clock.turn();
    await Promise.all(readers.map(async (reader) => [await reader.taken(), await reader.closed]));
  });

  test("sends the others away, too, when one with a full queue leaves while the feed closes", async () => {
    const { feed, clock } = setUp();
    const gone = new AbortController();
    const readers = Array.from({ length: SLICE }, () => new Reader(feed.open()));
    feed.open(gone.signal)?.getReader();
    readers.push(new Reader(feed.open()));
    feed.close();
    gone.abort();
    clock.finishTurns();
    await Promise.all(readers.map(async (reader) => [await reader.taken(), await reader.closed]));
  });

  test("goes on with the next frame when one has failed", () => {
    const clock = new FakeClock();
    const fanOut = new FanOut<number>(clock);
    expect(() =>
      fanOut.run([1], () => {
        throw new Error("sick");
      }),
    ).toThrow("sick");
    const done: number[] = [];
    fanOut.run([2], (one) => done.push(one));
    expect(done).toEqual([2]);
  });

  test("passes over clients that left before their turn", async () => {
    const { feed, clock } = setUp();
    const readers = Array.from({ length: SLICE + 1 }, () => new Reader(feed.open()));
    clock.finishTurns = () => {};
    clock.pass(1000);
    for (const reader of readers) await reader.leave();
    clock.turn();
    expect([clock.timers, clock.turns, feed.clients]).toEqual([0, 0, 0]);
  });
});
