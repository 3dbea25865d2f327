import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { eventually } from "../testing/eventually.ts";
import { RawClient } from "../testing/raw-client.ts";
import { createApi } from "./api.ts";
import { LARGE_BYTES, MAX_BYTES_UNDER_WAY, Outbound, TAKING_LIMIT_MS } from "./outbound.ts";
import { MetricsService } from "./services.ts";

const settled = () => new Promise((resolve) => nextTurn(resolve));
const nextTurn = setImmediate; // not the fake one

describe("large responses under way", () => {
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
    const third = new Uint8Array(MAX_BYTES_UNDER_WAY / 2.5);
    const streams = [outbound.send(third), outbound.send(third), outbound.send(third)];
    expect(streams.map((stream) => stream !== undefined)).toEqual([true, true, false]);
    await streams[0]?.cancel();
    const next = outbound.send(third);
    expect([next !== undefined, outbound.bytes]).toEqual([true, 2 * third.length]);
    await new Response(next).bytes();
    await streams[1]?.cancel();
    expect([outbound.bytes, jest.getTimerCount()]).toEqual([0, 0]);
  });

  test("count while they are being made, and those that don't fit are not begun", async () => {
    const outbound = new Outbound();
    const { promise, resolve } = Promise.withResolvers<string>();
    const first = outbound.making(MAX_BYTES_UNDER_WAY, () => promise);
    const begin = jest.fn(async () => "second");
    expect([outbound.bytes, await outbound.making(1, begin)]).toEqual([
      MAX_BYTES_UNDER_WAY,
      undefined,
    ]);
    resolve("first");
    expect([await first, outbound.bytes, begin.mock.calls.length]).toEqual(["first", 0, 0]);
    const failing = outbound.making(1, () => Promise.reject(new Error("not made")));
    expect(failing).rejects.toThrow("not made");
    await settled();
    expect(outbound.bytes).toBe(0);
  });

  test("may exceed the bound one at a time", async () => {
    const outbound = new Outbound();
    const stream = outbound.send(new Uint8Array(MAX_BYTES_UNDER_WAY + 1));
    expect([stream !== undefined, outbound.send(new Uint8Array(1))]).toEqual([true, undefined]);
    await stream?.cancel();
  });

  test("are dropped when their client reads nothing for 30 s, which then gets an error", async () => {
    const outbound = new Outbound();
    const reader = outbound.send(Buffer.alloc(LARGE_BYTES * 3))?.getReader();
    const { value: chunk } = (await reader?.read()) ?? {};
    expect(chunk?.buffer.byteLength).toBe(LARGE_BYTES); // a view would keep all of it in memory
    jest.advanceTimersByTime(TAKING_LIMIT_MS - 1);
    await reader?.read();
    jest.advanceTimersByTime(TAKING_LIMIT_MS - 1);
    expect(outbound.bytes).toBe(LARGE_BYTES * 3);
    jest.advanceTimersByTime(1);
    await settled();
    expect([outbound.bytes, jest.getTimerCount()]).toEqual([0, 0]);
    await expect(reader?.read()).rejects.toThrow("the response was not read in time");
    const other = outbound.send(new Uint8Array(LARGE_BYTES));
    jest.advanceTimersByTime(TAKING_LIMIT_MS);
    await other?.cancel();
    expect(outbound.bytes).toBe(0);
  });
});

describe("GET /api/metrics/stats of a large pool", () => {
  // 15 MB: the system's socket buffers take some megabytes of each.
  const app = `${"a".repeat(700)}@1`;
  const rows = Array.from({ length: 20_000 }, (_, i) => ({
    id: `worker-${i}`,
    app,
    state: "idle",
  }));
  const service = new MetricsService();
  service.setPool({ getMetrics: () => ({ size: 20_000 }), getWorkerStats: () => rows });
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    fetch: createApi(service).fetch,
  });
  const port = server.port ?? 0;
  const url = `http://127.0.0.1:${port}/api/metrics/stats`;
  afterAll(() => server.stop(true));

  test("has its length for HEAD, and is not kept", async () => {
    const options = { headers: { "accept-encoding": "identity" } };
    const body = await (await fetch(url, options)).bytes();
    const head = await fetch(url, { ...options, method: "HEAD" });
    expect([head.headers.get("content-length"), service.outbound.bytes]).toEqual([
      ...[String(body.length), 0],
    ]);
  });

  test("is refused with 503 and Retry-After while clients that read nothing hold too many", async () => {
    const headers = { "accept-encoding": "identity" };
    const clients: RawClient[] = [];
    for (let number = 1; number <= 3; number++) {
      const client = await RawClient.connect(port, "GET /api/metrics/stats HTTP/1.1");
      client.pause();
      clients.push(client);
      await eventually("it is being served", () => service.outbound.bytes > number * 14_000_000);
    }
    const refused = await fetch(url, { headers });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await refused.json()).toEqual({
      error: "too many large responses are under way; try again later",
    });
    expect(service.outbound.bytes).toBeLessThanOrEqual(MAX_BYTES_UNDER_WAY);
    expect((await fetch(`${url}?limit=5`)).status).toBe(200);
    for (const client of clients) client.reset();
    await eventually("what they held is free", () => service.outbound.bytes === 0);
    expect((await fetch(url, { headers })).status).toBe(200);
  });
});
