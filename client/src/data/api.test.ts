import { afterEach, describe, expect, test } from "bun:test";
import {
  ApiError,
  endpoints,
  errorKindOf,
  getSnapshot,
  getStats,
  openFeed,
  retryAfterMs,
} from "./api.ts";
import { getPrometheusStatus } from "./panelApi.ts";

const pool = { size: 1, active: 0, idle: 1, creating: 0, total: 1, utilization: 0 };
const row = { id: "a", app: "b@1", state: "idle", requests: 0, uptime: 1, memory: {} };
let server: ReturnType<typeof Bun.serve> | undefined;
afterEach(() => server?.stop(true));

/** Responds to every request in the same way; returns the mount address. */
function answer(body: string, init: ResponseInit = {}): string {
  server = Bun.serve({ port: 0, fetch: () => new Response(body, init) });
  return `${server.url}metrics/`;
}

const json = (status = 200, headers = {}) => ({
  status,
  headers: { "content-type": "application/json", ...headers },
});
const { signal } = new AbortController();
const kind = (promise: Promise<unknown>) =>
  promise.then(
    () => "fine",
    (error: unknown) => (error instanceof ApiError ? error.kind : "other"),
  );

describe("the API client", () => {
  test("sends its requests below the mount point, whatever it is", () => {
    expect(endpoints("https://h/x/").snapshot).toBe("https://h/x/api/metrics/");
    expect(endpoints("https://h/").feed).toBe("https://h/api/metrics/sse");
  });

  test("accepts only bodies of the documented shape", async () => {
    const body = { pool, uptime: 1, timestamp: "2024-01-23T10:30:00.000Z" };
    expect(await getSnapshot(answer(JSON.stringify(body), json()), signal)).toEqual(body);
    for (const wrong of ["{}", "null", "[", '{"pool":{"size":"1"}}']) {
      expect(await kind(getSnapshot(answer(wrong, json()), signal))).toBe("malformed");
    }
    const stats = answer(JSON.stringify({ pool, workers: [row, { id: 1 }] }), json());
    expect(await kind(getStats(stats, signal))).toBe("malformed");
  });

  test("returns which process has sent the stats", async () => {
    const body = JSON.stringify({ pool, workers: [row] });
    const named = answer(body, json(200, { "x-metrics-instance": "p" }));
    expect((await getStats(named, signal)).instance).toBe("p");
    expect((await getStats(answer(body, json()), signal)).instance).toBeUndefined();
  });

  test("distinguishes errors, and keeps the server's message", async () => {
    const mount = answer('{"error":"no pool"}', json(503));
    const error: unknown = await getSnapshot(mount, signal).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: "unavailable", status: 503, detail: "no pool" });
    const busy = answer("{}", json(503, { "retry-after": "7" }));
    const full: unknown = await openFeed(busy, signal).catch((thrown: unknown) => thrown);
    expect(full).toMatchObject({ kind: "busy", retryAfterMs: 7_000 });
    expect([401, 403, 404, 500].map((status) => errorKindOf(status, false))).toEqual([
      "unauthorized",
      "forbidden",
      "missing",
      "http",
    ]);
  });

  test("rejects a page in place of data or a feed", async () => {
    const html = { headers: { "content-type": "text/html" } };
    expect(await kind(getStats(answer("<html>", html), signal))).toBe("html");
    expect(await kind(openFeed(answer("<html>", html), signal))).toBe("html");
    expect(await getPrometheusStatus(answer("<html>", html))).toBe("off");
  });

  test("reads Retry-After as seconds or a date, and ignores anything else", () => {
    expect(retryAfterMs("5", 0)).toBe(5_000);
    expect(retryAfterMs("Thu, 01 Jan 1970 00:00:09 GMT", 1_000)).toBe(8_000);
    expect(retryAfterMs("soon", 0)).toBe(0);
    expect(retryAfterMs(null, 0)).toBe(0);
    expect(retryAfterMs("99999999", 0)).toBe(600_000);
  });
});
