import { afterEach, describe, expect, test } from "bun:test";
import { ApiError } from "../api.ts";
import { Feed, type FeedWorld } from "./feed.ts";
import { isGap } from "./history.ts";

const pool = { size: 4, active: 1, idle: 1, creating: 0, total: 2, utilization: 0.25 };
const snapshot = { pool, uptime: 1, timestamp: "2024-01-23T10:30:00.000Z" };
const frame = `data: ${JSON.stringify(snapshot)}\n\n`;

/** A made-up server whose streams the test writes into. */
function makeWorld() {
  const streams: { write(text: string): void; end(): void; aborted: boolean }[] = [];
  let refusal: ApiError | null = null;
  let now = 0;
  const world: FeedWorld = {
    now: () => now,
    random: () => 0,
    snapshot: async () => snapshot,
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
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const settle = () => Bun.sleep(5);
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
    streams[0]?.write(
      `retry: 700\n${frame}event: activity\ndata: {"timestamp":"x","requests":3}\n\n`,
    );
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
});
