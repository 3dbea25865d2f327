import { afterAll, beforeAll, describe, expect, spyOn, test } from "bun:test";
import { type DevHost, startHost } from "../../dev/host.ts";
import { version } from "../../package.json";
import { MAX_PATH } from "../../server/api.ts";
import { MAX_CLIENTS } from "../../server/feed/feed.ts";
import { MAX_BYTES_IN_FLIGHT } from "../../server/outbound.ts";
import type { MetricsService } from "../../server/services.ts";
import { serve } from "../../testing/serve.ts";
import { DocumentedResponses, errorsOf, openApiVersion, reference, validity } from "./openapi.ts";

const documented = new DocumentedResponses();
let host: DevHost;

beforeAll(async () => {
  host = await startHost({ port: 0, quiet: true, sseInterval: 100 });
  for (const app of ["hello", "lambda", "broken", "crash"]) await fetch(`${host.url}/${app}/`);
});

afterAll(() => host.stop());

const ask = async (path: string, init?: RequestInit) =>
  fetch(`${host.url}${host.base}${path}`, { redirect: "manual", ...init });

/** A service that reads the host's pool, and what requests its routes without a host. */
function serviceOf(access?: Parameters<MetricsService["setAccess"]>[0], pool: unknown = host.pool) {
  const { service, api, lines } = serve(pool);
  if (access) service.setAccess(access);
  return {
    service,
    lines,
    ask: async (path: string, init?: RequestInit) => api.request(path, init),
  };
}

/** Requests by GET and by HEAD, expects the documented responses, and returns GET's status. */
async function expectBoth(path: string, at = path, asking = ask): Promise<number> {
  await documented.expect("head", path, await asking(at, { method: "HEAD" }));
  const response = await asking(at);
  await documented.expect("get", path, response);
  return response.status;
}

const NOTHING = "/api/metrics/{name}";
const PATHS = Object.keys(reference.paths).filter((path) => path !== NOTHING);
const NOT_STREAMED = PATHS.filter((path) => !path.endsWith("sse"));
const ROOT = "/api/metrics/";
const STATS = "/api/metrics/stats";
const HISTORY = "/api/metrics/history";
const PROMETHEUS = "/api/metrics/prometheus";
const FEED = "/api/metrics/sse";

/** Addresses in addition to the documented paths, and their status. */
const ADDRESSES: [path: string, address: string, status: number][] = [
  ...PATHS.map((path): [string, string, number] => [path, path, 200]),
  [ROOT, "/api/metrics", 200],
  [ROOT, `${ROOT}?max-utilization=1000&max-failed=1000&max-blocked=1000&max-queue=1`, 200],
  [ROOT, `${ROOT}?max-utilization=0`, 503],
  [ROOT, `${ROOT}?max-failures=1`, 400],
  [STATS, `${STATS}?state=active&limit=1`, 200],
  [STATS, `${STATS}?sort=-cpu&format=text`, 200],
  [STATS, `${STATS}?limit=-1`, 400],
  [HISTORY, `${HISTORY}?since=2026-01-31T12:00:00Z`, 200],
  [HISTORY, `${HISTORY}?since=yesterday`, 400],
  [NOTHING, "/api/metrics/nothing", 200],
  [NOTHING, `/api/metrics/${"x".repeat(MAX_PATH)}`, 414],
];

describe("the HTTP reference", () => {
  afterAll(() => {
    expect(documented.notMet, "documented responses that no test has produced").toEqual([]);
  });

  test("is valid OpenAPI 3.1, of the package's version", () => {
    expect(validity.errors ?? []).toEqual([]);
    expect([validity.valid, openApiVersion]).toEqual([true, "3.1"]);
    expect(reference.info.version).toBe(version);
  });

  test("has examples that fit its own schemas", () => {
    for (const [name, schema] of Object.entries(reference.components.schemas)) {
      for (const example of schema.examples ?? []) expect(errorsOf(name, example), name).toBe("");
    }
  });

  test.each(ADDRESSES)(
    "holds for GET and HEAD of %s at %.60s, which is %d",
    async (path, at, status) => {
      expect(await expectBoth(path, at)).toBe(status);
    },
  );

  test.each(PATHS)("holds for another method at %s", async (path) => {
    await documented.expect("get", path, await ask(path, { method: "POST" }));
  });

  test("holds for a client that does not accept gzip", async () => {
    const headers = { "accept-encoding": "identity" };
    await documented.expect("get", PROMETHEUS, await ask(PROMETHEUS, { headers }));
  });

  test("holds for an unknown path with the worker entrypoint", async () => {
    await host.reload({ entrypoint: "worker" });
    expect(await expectBoth(NOTHING, "/api/metrics/nothing")).toBe(404);
    const response = await ask("/api/metrics/nothing", { method: "POST" });
    expect(response.status).toBe(405);
    await documented.expect("get", NOTHING, response);
    await host.reload({ entrypoint: "html" });
  });

  test("holds for a pool that can't be read", async () => {
    host.replacePool(undefined);
    await host.reload();
    for (const path of NOT_STREAMED) {
      expect(await expectBoth(path)).toBe(path === HISTORY ? 200 : 503);
    }
    host.replacePool(host.pool);
    await host.reload();
  });

  test("holds with prometheus: false", async () => {
    await host.reload({ prometheus: false });
    expect(await expectBoth(PROMETHEUS)).toBe(404);
    expect(await expectBoth(PROMETHEUS, "/api/metrics/%70rometheus")).toBe(308);
    await host.reload({ prometheus: true });
  });

  test("holds for a client of a full feed, which is logged once, as is its end", async () => {
    const { service, lines, ask } = serviceOf();
    const streams = Array.from({ length: MAX_CLIENTS }, () => service.feed.open());
    const response = await ask(FEED);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "10"]);
    await documented.expect("get", FEED, response);
    await documented.expect("get", FEED, await ask(FEED));
    for (const stream of streams) void stream?.cancel();
    expect(lines).toEqual([
      "metrics: the live feed: it has 10000 clients and refuses new ones",
      "metrics: the live feed: recovered",
    ]);
    expect(streams.every((stream) => stream !== undefined)).toBeTrue();
  });

  const broken = { verify: () => Promise.reject(new Error("no such table")) };
  test.each([
    ["without a key of the host", 401, { rootKey: "root" }],
    ["while the host's keys can't be checked", 503, { rootKey: "root", store: broken }],
  ])("holds for a client %s: %d", async (_, status, auth) => {
    const { ask } = serviceOf({ auth });
    for (const path of PATHS) expect(await expectBoth(path, path, ask)).toBe(status);
    expect(await expectBoth(NOTHING, "/api/metrics/nothing", ask)).toBe(status);
  });

  test.each([STATS, PROMETHEUS])(
    "holds for a large response of %s while too many are in flight",
    async (path) => {
      const apps = Array.from({ length: 800 }, (_, i) => `${"a".repeat(100)}-${i}@1`);
      const workers = apps.map((app, i) => ({ id: `${i}`, app, state: "idle" }));
      const pool = { getMetrics: () => ({ size: 800 }), getWorkerStats: () => workers };
      const { service, ask } = serviceOf(undefined, pool);
      const pending = service.outbound.send(new Uint8Array(MAX_BYTES_IN_FLIGHT));
      const response = await ask(path, { headers: { "accept-encoding": "identity" } });
      expect(response.status).toBe(503);
      await documented.expect("get", path, response);
      await pending?.cancel();
    },
  );

  test("holds for an unexpected error, without internal details, which is logged once", async () => {
    const { service, lines, ask } = serviceOf();
    const fail = () => {
      throw new Error("/srv/internal.ts: an unexpected error");
    };
    const stringify = JSON.stringify;
    const asking = async (path: string, init?: RequestInit) => {
      // Errors are written by the same function: only bodies with a pool or rows fail.
      using _json = spyOn(JSON, "stringify").mockImplementation((value, ...rest) =>
        Object(value).pool || Object(value).rows ? fail() : stringify(value, ...(rest as [])),
      );
      using _gzip = spyOn(Bun, "gzipSync").mockImplementation(fail);
      using _open = spyOn(service.feed, "open").mockImplementation(fail);
      const response = await ask(path, { headers: { "accept-encoding": "gzip" }, ...init });
      expect(await response.clone().text()).not.toContain("internal");
      return response;
    };
    for (const path of NOT_STREAMED) expect(await expectBoth(path, path, asking)).toBe(500);
    await documented.expect("get", FEED, await asking(FEED));
    expect(lines.filter((line) => line.includes("an unexpected error"))).toHaveLength(1);
  });
});
