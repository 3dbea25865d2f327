import { describe, expect, test } from "bun:test";
import { MAX_EVENT_LENGTH, readStream } from "./stream.ts";

const pool = { size: 4, active: 1, idle: 1, creating: 0, total: 2, utilization: 0.25 };
const snapshot = { pool, uptime: 1, timestamp: "2024-01-23T10:30:00.000Z" };
const activity = { timestamp: "2024-01-23T10:30:00.000Z", requests: 3 };

/** What a stream of these chunks delivers, and how reading it ends. */
async function read(...chunks: string[]) {
  const received: unknown[] = [];
  const stream = new ReadableStream<string>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const error: unknown = await readStream(stream, {
    onSnapshot: (body) => received.push(body),
    onActivity: (body) => received.push(body),
    onHeartbeat: () => received.push("heartbeat"),
    onRetry: (ms) => received.push(ms),
  }).catch((thrown: unknown) => thrown);
  return { received, error };
}

describe("the stream", () => {
  test("delivers snapshots, activity, heartbeats and the reconnect delay, however it is chunked", async () => {
    const text = `retry: 700\n\ndata: ${JSON.stringify(snapshot)}\n\n: hi\r\n\r\nevent: activity\ndata: ${JSON.stringify(activity)}\n\n`;
    for (const size of [1, 7, text.length]) {
      const chunks = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      expect((await read(...chunks)).received).toEqual([700, snapshot, "heartbeat", activity]);
    }
  });

  test("ignores events of an unexpected shape or name", async () => {
    const text = 'data: {"pool":{}}\n\ndata: nonsense\n\nevent: other\ndata: {}\n\nevent: x\n\n';
    expect((await read(text)).received).toEqual([]);
  });

  test("has no last event: its end is an error", async () => {
    expect((await read()).error).toMatchObject({ kind: "ended" });
  });

  test("gives up an endless event instead of buffering it", async () => {
    const endless = Array.from({ length: 20 }, () => "x".repeat(MAX_EVENT_LENGTH / 10));
    expect((await read("data: ", ...endless)).error).toMatchObject({
      type: "max-buffer-size-exceeded",
    });
  });
});
