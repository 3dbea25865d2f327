import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { serve } from "../testing/serve.ts";
import { nextTurn } from "../testing/turns.ts";
import { LARGE_BYTES, MAX_BYTES_IN_FLIGHT, Outbound, UNREAD_LIMIT_MS } from "./outbound.ts";

describe("large responses in flight", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test("are complete", async () => {
    const outbound = new Outbound();
    const expected = Uint8Array.from({ length: LARGE_BYTES * 2 + 5 }, (_, i) => i % 251);
    const stream = outbound.send(Buffer.from(expected));
    expect(await new Response(stream).bytes()).toEqual(expected);
    expect([outbound.bytes, jest.getTimerCount()]).toEqual([0, 0]);
  });

  test("are bounded; one that is read or cancelled makes room", async () => {
    const outbound = new Outbound();
    const third = new Uint8Array(MAX_BYTES_IN_FLIGHT / 2.5);
    const streams = [outbound.send(third), outbound.send(third), outbound.send(third)];
    expect(streams.map((stream) => stream !== undefined)).toEqual([true, true, false]);
    await streams[0]?.cancel();
    const next = outbound.send(third);
    expect([next !== undefined, outbound.bytes]).toEqual([true, 2 * third.length]);
    await new Response(next).bytes();
    await streams[1]?.cancel();
    expect([outbound.bytes, jest.getTimerCount()]).toEqual([0, 0]);
  });

  test("count while they are being prepared; those that don't fit are not started", async () => {
    const outbound = new Outbound();
    const { promise, resolve } = Promise.withResolvers<string>();
    const first = outbound.prepare(MAX_BYTES_IN_FLIGHT, () => promise);
    const begin = jest.fn(async () => "second");
    expect([outbound.bytes, await outbound.prepare(1, begin)]).toEqual([
      MAX_BYTES_IN_FLIGHT,
      undefined,
    ]);
    resolve("first");
    expect([await first, outbound.bytes, begin.mock.calls.length]).toEqual(["first", 0, 0]);
    const failing = outbound.prepare(1, () => Promise.reject(new Error("not prepared")));
    await expect(failing).rejects.toThrow("not prepared");
    await nextTurn();
    expect(outbound.bytes).toBe(0);
  });

  test("may exceed the bound if there is only one", async () => {
    const outbound = new Outbound();
    const stream = outbound.send(new Uint8Array(MAX_BYTES_IN_FLIGHT + 1));
    expect([stream !== undefined, outbound.send(new Uint8Array(1))]).toEqual([true, undefined]);
    await stream?.cancel();
  });

  test("are dropped when their client reads nothing for 30 s, which then gets an error", async () => {
    const outbound = new Outbound();
    const reader = outbound.send(Buffer.alloc(LARGE_BYTES * 3))?.getReader();
    const { value: chunk } = (await reader?.read()) ?? {};
    expect(chunk?.buffer.byteLength).toBe(LARGE_BYTES); // a view would keep the whole body in memory
    jest.advanceTimersByTime(UNREAD_LIMIT_MS - 1);
    await reader?.read();
    jest.advanceTimersByTime(UNREAD_LIMIT_MS - 1);
    expect(outbound.bytes).toBe(LARGE_BYTES * 3);
    jest.advanceTimersByTime(1);
    await nextTurn();
    expect([outbound.bytes, jest.getTimerCount()]).toEqual([0, 0]);
    await expect(reader?.read()).rejects.toThrow("the response was not read in time");
    const other = outbound.send(new Uint8Array(LARGE_BYTES));
    jest.advanceTimersByTime(UNREAD_LIMIT_MS);
    await other?.cancel();
    expect(outbound.bytes).toBe(0);
  });
});

describe("GET /api/metrics/stats of a large pool", () => {
  const rows = Array.from({ length: 2000 }, (_, i) => ({ id: `${i}`, app: "a@1", state: "idle" }));
  const pool = { getMetrics: () => ({ size: 2000 }), getWorkerStats: () => rows };

  test("has the headers of a small one, its length for HEAD, and no-store", async () => {
    const { service, get } = serve(pool);
    const head = await get("stats", { method: "HEAD" });
    expect(service.outbound.bytes).toBe(0);
    const full = await get("stats");
    const { length } = await full.bytes();
    expect(Object.fromEntries(head.headers)).toEqual({
      ...Object.fromEntries(full.headers),
      "content-length": `${length}`,
    });
    expect(service.outbound.bytes).toBe(0);
    expect(length).toBeGreaterThan(LARGE_BYTES);
  });

  test("is refused with 503 and Retry-After while clients that read nothing hold too many", async () => {
    const { service, get } = serve(pool);
    const held = await get("stats");
    service.outbound.send(new Uint8Array(MAX_BYTES_IN_FLIGHT - service.outbound.bytes));
    const refused = await get("stats");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await refused.json()).toEqual({
      error: "too many large responses in flight; try again later",
    });
    expect((await get("stats?limit=5")).status).toBe(200);
    await held.body?.cancel();
    expect((await get("stats")).status).toBe(200);
  });
});
