import { afterAll, afterEach, describe, expect, test } from "bun:test";
import type { Child } from "./child-process.ts";
import { FeedPace } from "./feed-pace.ts";
import { stay } from "./feeds.ts";
import { fixedHeaders } from "./fixed-headers.ts";
import { Health } from "./health.ts";
import { Ledger } from "./ledger.ts";
import { planOf } from "./plan.ts";
import type { RunState } from "./run-state.ts";
import { Steadiness } from "./steadiness.ts";

const STREAM = fixedHeaders("feed", 200);
const REFUSAL = fixedHeaders("feed", 503);

let answer: () => Response;
const host = Bun.serve({ port: 0, fetch: () => answer() });
afterAll(() => host.stop(true));

let over = new AbortController();
afterEach(() => over.abort());

/** A run whose clients stay for as short as they may; all of them or none fall asleep. */
function run(kind: "sleeps" | "listens"): RunState {
  over = new AbortController();
  return {
    plan: planOf(1),
    child: { base: `http://127.0.0.1:${host.port}` } as unknown as Child,
    ledger: new Ledger(),
    random: () => (kind === "sleeps" ? 0 : 0.06),
    over: over.signal,
    health: new Health(),
    module: new Steadiness(),
    pace: new FeedPace(60_000),
  };
}

describe.each(["sleeps", "listens"] as const)("a client of the feed that %s", (kind) => {
  test("takes a stream as it should be", async () => {
    answer = () => new Response(open(), { headers: STREAM });
    const state = run(kind);
    await stay(state);
    const [asked, asleep] = ["feed 200", "feed asleep"].map((what) => state.ledger.count(what));
    expect([asked, asleep]).toEqual([1, kind === "sleeps" ? 1 : 0]);
  });

  test.each([
    ["a page", 200, { ...STREAM, "content-type": "text/html" }],
    ["a stream that a proxy may hold back", 200, { ...STREAM, "x-accel-buffering": "yes" }],
    ["a failure", 500, REFUSAL],
    ["nothing at all", 204, STREAM],
  ])("refuses %s", async (_, status, headers) => {
    answer = () => new Response(status === 204 ? null : "no", { status, headers });
    await expect(stay(run(kind))).rejects.toThrow("wanted");
  });

  test("refuses a 503 while one and the same module answers", async () => {
    answer = () => new Response('{"error":"gone"}', { status: 503, headers: REFUSAL });
    await expect(stay(run(kind))).rejects.toThrow("status 503");
  });

  test("takes an honest 503, and no other, of a module that goes", async () => {
    const state = run(kind);
    void state.module.changing(() => new Promise(() => {}));
    answer = () => new Response('{"error":"gone"}', { status: 503, headers: REFUSAL });
    await stay(state);
    answer = () => new Response("Error: at /home/x.ts:1", { status: 503, headers: REFUSAL });
    await expect(stay(state)).rejects.toThrow("wanted JSON");
    answer = () => new Response('{"error":"gone"}', { status: 503, headers: STREAM });
    await expect(stay(state)).rejects.toThrow("wanted");
  });
});

/** A stream that has begun and goes on. */
function open(): ReadableStream {
  return new ReadableStream({ start: (it) => it.enqueue("retry: 2000\n\n") });
}
