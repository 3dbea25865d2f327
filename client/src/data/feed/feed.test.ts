import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { nextTurn } from "../../../../testing/turns.ts";
import { ApiError } from "../api.ts";
import { Feed, type FeedEnvironment } from "./feed.ts";
import { isGap } from "./samples.ts";

const pool = { size: 4, active: 1, idle: 1, creating: 0, total: 2, utilization: 0.25 };
const snapshot = { pool, uptime: 1, timestamp: "2024-01-23T10:30:00.000Z" };
const frame = `data: ${JSON.stringify(snapshot)}\n\n`;
const activity = `event: activity\ndata: {"timestamp":"x","requests":3}\n\n`;

/** A server whose streams the test writes to. */
function fakeServer() {
  const streams: { write(text: string): void; end(): void; aborted: boolean }[] = [];
  let refusal: ApiError | null = null;
  let now = 0;
  let getSnapshot = async () => snapshot;
  const environment: FeedEnvironment = {
    now: () => now,
    random: () => 0,
    getSnapshot: () => getSnapshot(),
    async openStream(signal) {
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
    environment,
    streams,
    refuse: (error: ApiError | null) => {
      refusal = error;
    },
    /** How subsequent requests for a snapshot end. */
    respond: (how: () => Promise<typeof snapshot>) => {
      getSnapshot = how;
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const stops: (() => void)[] = [];
beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  jest.useRealTimers();
});

/** Lets streams and requests deliver what they have. */
async function delivered(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
}

/** Longer than the feed's tick. */
async function nextTick(): Promise<void> {
  jest.advanceTimersByTime(300);
  await delivered();
}

function begin() {
  const made = fakeServer();
  const feed = new Feed(made.environment);
  stops.push(feed.start());
  return { ...made, feed, state: () => feed.store.get() };
}

describe("the feed", () => {
  test("opens one stream and keeps what it delivers", async () => {
    const { streams, state } = begin();
    await delivered();
    streams[0]?.write(`retry: 700\n${frame}${activity}`);
    await delivered();
    expect(streams).toHaveLength(1);
    expect(state()).toMatchObject({ snapshot, connection: { phase: "live", retryMs: 700 } });
    expect(state().pool).toHaveLength(1);
    expect(state().activity).toMatchObject([{ requests: 3 }]);
  });

  test("sets the store once for each snapshot", async () => {
    const { feed, streams, state } = begin();
    await delivered();
    streams[0]?.write(frame);
    await delivered();
    let changes = 0;
    feed.store.subscribe(() => {
      changes += 1;
    });
    streams[0]?.write(frame);
    await delivered();
    expect(state().streamed).toBe(2);
    expect(changes).toBe(1);
  });

  test("ignores events of an unexpected shape", async () => {
    const { streams, state } = begin();
    await delivered();
    streams[0]?.write('data: {"pool":{}}\n\ndata: nonsense\n\nevent: other\ndata: {}\n\n');
    await delivered();
    expect(state().snapshot).toBeNull();
  });

  test("keeps the reason for a failure, and reconnects on retryNow", async () => {
    const { refuse, feed, state, streams } = begin();
    await delivered();
    streams[0]?.end();
    await delivered();
    expect(state().connection).toMatchObject({ phase: "waiting", error: { kind: "ended" } });
    refuse(new ApiError("unauthorized", 401));
    feed.send("retryNow");
    await delivered();
    expect(state().connection).toMatchObject({ phase: "waiting", error: { kind: "unauthorized" } });
  });

  const refusals = [
    new ApiError("busy", 503, "full", 60_000),
    new ApiError("unavailable", 503, "", 60_000),
    new ApiError("http", 502, "", 60_000),
    new ApiError("html", 200, "", 60_000),
  ];

  test.each(refusals)(
    "gets numbers by polling when it is refused with $message",
    async (refusal) => {
      const { refuse, pass, feed, state, streams } = begin();
      refuse(refusal);
      feed.send("pause");
      feed.send("resume");
      await delivered();
      expect(state().connection).toMatchObject({ phase: "waiting", error: refusal });
      for (const samples of [1, 2]) {
        pass(2_000);
        await nextTick();
        expect(state().pool).toHaveLength(samples);
        expect(state().connection).toMatchObject({ phase: "polling", error: refusal });
      }
      expect(state().pool.some(isGap)).toBe(false);
      refuse(null);
      pass(60_000);
      await nextTick();
      streams.at(-1)?.write(frame);
      await delivered();
      expect(state().connection).toMatchObject({ phase: "live", error: null, retryAt: null });
    },
  );

  test("gets numbers by polling when its streams end at once, and keeps retrying", async () => {
    const { pass, state, streams } = begin();
    await delivered();
    for (let round = 0; round < 4; round++) {
      streams.at(-1)?.end();
      await delivered();
      pass(2_000);
      await nextTick();
    }
    expect(state()).toMatchObject({ snapshot, connection: { phase: "polling" } });
    expect(streams.length).toBeGreaterThan(1);
  });

  test("waits for a server that disappears after a refusal", async () => {
    const { refuse, respond, pass, feed, state } = begin();
    refuse(new ApiError("html", 200, "", 60_000));
    feed.send("pause");
    feed.send("resume");
    await delivered();
    pass(2_000);
    await nextTick();
    expect(state().connection.phase).toBe("polling");
    respond(async () => {
      throw new ApiError("network");
    });
    pass(2_000);
    await nextTick();
    expect(state().connection).toMatchObject({ phase: "waiting", error: { kind: "network" } });
    expect(state().connection.retryAt).not.toBeNull();
  });

  test("requests no snapshots without permission", async () => {
    const { refuse, pass, feed, state } = begin();
    refuse(new ApiError("unauthorized", 401, "", 60_000));
    feed.send("pause");
    feed.send("resume");
    await delivered();
    pass(2_000);
    await nextTick();
    expect(state().snapshot).toBeNull();
  });

  test("closes its stream while paused or hidden, and leaves a gap", async () => {
    const { feed, streams, state, pass } = begin();
    await delivered();
    streams[0]?.write(frame);
    await delivered();
    feed.send("hide");
    expect(streams[0]?.aborted).toBe(true);
    expect(state().connection.phase).toBe("hidden");
    pass(10_000);
    feed.send("show");
    await delivered();
    streams[1]?.write(frame);
    await delivered();
    expect(state().connection.phase).toBe("live");
    expect(state().pool.map((entry) => isGap(entry))).toEqual([false, true, false]);
    feed.send("pause");
    expect(streams[1]?.aborted).toBe(true);
  });

  test("requests a snapshot when the stream falls silent; an immediate response leaves no gap", async () => {
    const { streams, state, pass } = begin();
    await delivered();
    streams[0]?.write(frame);
    await delivered();
    pass(10_300);
    await nextTick();
    expect(state().connection.phase).toBe("polling");
    expect(state().pool.map((entry) => isGap(entry))).toEqual([false, false]);
    pass(15_000);
    streams[0]?.write(frame);
    await delivered();
    expect(state().pool.map((entry) => isGap(entry))).toEqual([false, false, true, false]);
  });

  test("reopens a stream that is silent for 30 s while polling continues", async () => {
    const { streams, state, pass } = begin();
    await delivered();
    streams[0]?.write(frame);
    await delivered();
    pass(11_000);
    await nextTick();
    pass(20_000);
    await nextTick();
    expect(streams[0]?.aborted).toBe(true);
    expect(streams).toHaveLength(2);
    expect(state().connection.phase).toBe("polling");
    streams[1]?.write(frame);
    await delivered();
    expect(state().connection.phase).toBe("live");
  });

  test("does not reopen a stream that sends heartbeats", async () => {
    const { streams, pass } = begin();
    await delivered();
    streams[0]?.write(frame);
    for (let round = 0; round < 4; round++) {
      pass(10_000);
      streams[0]?.write(": heartbeat\n\n");
      await nextTick();
    }
    expect(streams).toHaveLength(1);
  });

  test("stays live when a request fails that was sent before an event arrived", async () => {
    const { streams, state, pass, respond } = begin();
    await delivered();
    for (const error of [new ApiError("unavailable", 503), new ApiError("network")]) {
      const response = Promise.withResolvers<typeof snapshot>();
      respond(() => response.promise);
      pass(11_000);
      await nextTick();
      streams[0]?.write(frame);
      await delivered();
      response.reject(error);
      await delivered();
      expect(state().connection).toMatchObject({ phase: "live", error: null });
    }
  });

  test("ignores activity after the stream was closed", async () => {
    const { feed, streams, state } = begin();
    await delivered();
    const stop = feed.store.subscribe(() => {
      stop();
      feed.send("pause");
    });
    streams[0]?.write(frame + activity);
    await delivered();
    expect(state().connection.phase).toBe("paused");
    expect(state().activity).toEqual([]);
  });
});
