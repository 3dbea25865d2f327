import { afterEach, describe, expect, test } from "bun:test";
import { ApiError } from "../api.ts";
import { Feed, type FeedWorld } from "./feed.ts";
import { isGap } from "./samples.ts";

const pool = { size: 4, active: 1, idle: 1, creating: 0, total: 2, utilization: 0.25 };
const snapshot = { pool, uptime: 1, timestamp: "2024-01-23T10:30:00.000Z" };
const frame = `data: ${JSON.stringify(snapshot)}\n\n`;
const activity = `event: activity\ndata: {"timestamp":"x","requests":3}\n\n`;

/** A made-up server whose streams the test writes into. */
function makeWorld() {
  const streams: { write(text: string): void; end(): void; aborted: boolean }[] = [];
  let refusal: ApiError | null = null;
  let now = 0;
  let asked = async () => snapshot;
  const world: FeedWorld = {
    now: () => now,
    random: () => 0,
    snapshot: () => asked(),
    async open(signal) {
      if (refusal) throw refusal;
      let controller: ReadableStreamDefaultController<string> | undefined;
      const stream = new ReadableStream<string>({
        start(given) {
          controller = given;
        },
      });
      const mine = {
        write: (text: string) => controller?.enqueue(text),
        end: () => controller?.close(),
        aborted: false,
      };
      signal.addEventListener("abort", () => {
        mine.aborted = true;
        controller?.error(signal.reason);
      });
      streams.push(mine);
      return stream;
    },
  };
  return {
    world,
    streams,
    refuse: (error: ApiError | null) => {
      refusal = error;
    },
    /** How asking for a snapshot ends from now on. */
    answer: (how: () => Promise<typeof snapshot>) => {
      asked = how;
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const settle = () => Bun.sleep(5);
/** Longer than the feed's own clock ticks. */
const nextTick = () => Bun.sleep(300);
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function begin() {
  const made = makeWorld();
  const feed = new Feed(made.world);
  stops.push(feed.start());
  return { ...made, feed, state: () => feed.store.get() };
}

describe("the feed", () => {
  test("has one stream, and shows what it brings", async () => {
    const { streams, state } = begin();
    await settle();
    streams[0]?.write(`retry: 700\n${frame}${activity}`);
    await settle();
    expect(streams).toHaveLength(1);
    expect(state()).toMatchObject({ snapshot, connection: { phase: "live", retryMs: 700 } });
    expect(state().history).toHaveLength(1);
    expect(state().activity).toMatchObject([{ requests: 3 }]);
  });

  test("leaves out events that are not what they should be", async () => {
    const { streams, state } = begin();
    await settle();
    streams[0]?.write('data: {"pool":{}}\n\ndata: nonsense\n\nevent: other\ndata: {}\n\n');
    await settle();
    expect(state().snapshot).toBeNull();
  });

  test("says why it could not connect, and tries again when told", async () => {
    const { refuse, feed, state, streams } = begin();
    await settle();
    streams[0]?.end();
    await settle();
    expect(state().connection).toMatchObject({ phase: "waiting", error: { kind: "ended" } });
    refuse(new ApiError("unauthorized", 401));
    feed.tell("retryNow");
    await settle();
    expect(state().connection).toMatchObject({ phase: "waiting", error: { kind: "unauthorized" } });
  });

  test("closes its stream while paused or hidden, and has a gap afterwards", async () => {
    const { feed, streams, state, pass } = begin();
    await settle();
    streams[0]?.write(frame);
    await settle();
    feed.tell("hide");
    expect(streams[0]?.aborted).toBe(true);
    expect(state().connection.phase).toBe("hidden");
    pass(10_000);
    feed.tell("show");
    await settle();
    streams[1]?.write(frame);
    await settle();
    expect(state().connection.phase).toBe("live");
    expect(state().history.map((entry) => isGap(entry))).toEqual([false, true, false]);
    feed.tell("pause");
    expect(streams[1]?.aborted).toBe(true);
  });

  test("asks when the stream falls silent; what is answered at once leaves no gap", async () => {
    const { streams, state, pass } = begin();
    await settle();
    streams[0]?.write(frame);
    await settle();
    pass(10_300);
    await nextTick();
    expect(state().connection.phase).toBe("polling");
    expect(state().history.map((entry) => isGap(entry))).toEqual([false, false]);
    pass(15_000);
    streams[0]?.write(frame);
    await settle();
    expect(state().history.map((entry) => isGap(entry))).toEqual([false, false, true, false]);
  });

  test("opens a stream again that gives no sign for half a minute, while the numbers go on", async () => {
    const { streams, state, pass } = begin();
    await settle();
    streams[0]?.write(frame);
    await settle();
    pass(11_000);
    await nextTick();
    pass(20_000);
    await nextTick();
    expect(streams[0]?.aborted).toBe(true);
    expect(streams).toHaveLength(2);
    expect(state().connection.phase).toBe("polling");
    streams[1]?.write(frame);
    await settle();
    expect(state().connection.phase).toBe("live");
  });

  test("does not open again what beats", async () => {
    const { streams, pass } = begin();
    await settle();
    streams[0]?.write(frame);
    for (let round = 0; round < 4; round++) {
      pass(10_000);
      streams[0]?.write(": heartbeat\n\n");
      await nextTick();
    }
    expect(streams).toHaveLength(1);
  });

  test("stays live when a question fails that was put before an event came", async () => {
    const { streams, state, pass, answer } = begin();
    await settle();
    for (const error of [new ApiError("unavailable", 503), new ApiError("network")]) {
      const asked = Promise.withResolvers<typeof snapshot>();
      answer(() => asked.promise);
      pass(11_000);
      await nextTick();
      streams[0]?.write(frame);
      await settle();
      asked.reject(error);
      await settle();
      expect(state().connection).toMatchObject({ phase: "live", error: null });
    }
  });

  test("takes no activity either after the stream was given up", async () => {
    const { feed, streams, state } = begin();
    await settle();
    const stop = feed.store.subscribe(() => {
      stop();
      feed.tell("pause");
    });
    streams[0]?.write(frame + activity);
    await settle();
    expect(state().connection.phase).toBe("paused");
    expect(state().activity).toEqual([]);
  });
});
