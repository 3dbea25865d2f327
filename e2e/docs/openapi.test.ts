import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type DevHost, startHost } from "../../dev/host.ts";
import { version } from "../../package.json";
import { createApi, MAX_PATH } from "../../server/api.ts";
import { MAX_CLIENTS } from "../../server/feed/feed.ts";
import { MAX_BYTES_UNDER_WAY } from "../../server/outbound.ts";
import { MetricsService } from "../../server/services.ts";
import { breakResponses } from "./broken.ts";
import { DocumentedResponses, errorsOf, openApiVersion, reference, validity } from "./openapi.ts";

const documented = new DocumentedResponses();
let host: DevHost;

beforeAll(async () => {
  host = await startHost({ port: 0, quiet: true, sseInterval: 100 });
  for (const app of ["hello", "lambda", "broken", "crash"]) await fetch(`${host.url}/${app}/`);
});

afterAll(() => host.stop());

const ask = (path: string, init?: RequestInit) =>
  fetch(`${host.url}${host.base}${path}`, { redirect: "manual", ...init });

function serviceOf(pool: unknown): MetricsService {
  const service = new MetricsService();
  service.setPool(pool);
  return service;
}

/** Requests by GET and by HEAD, expects the documented responses, and returns GET's status. */
async function expectBoth(path: string, at = path, asking = ask): Promise<number> {
  const head = await asking(at, { method: "HEAD" });
  await documented.expect("head", path, head);
  const response = await asking(at);
  await documented.expect("get", path, response);
  return response.status;
}

const NOTHING = "/api/metrics/{name}";
const PATHS = Object.keys(reference.paths).filter((path) => path !== NOTHING);
const NOT_STREAMED = PATHS.filter((path) => !path.endsWith("sse"));
const HISTORY = "/api/metrics/history";
const PROMETHEUS = "/api/metrics/prometheus";

describe("the HTTP reference", () => {
  afterAll(() => {
    expect(documented.notMet, "documented responses that no test has produced").toEqual([]);
  });

  test("is of the package's version", () => {
    expect(reference.info.version).toBe(version);
  });

  test("is valid OpenAPI 3.1", () => {
    expect(validity.errors ?? []).toEqual([]);
    expect([validity.valid, openApiVersion]).toEqual([true, "3.1"]);
  });

  test.each(PATHS)("holds for GET and HEAD %s", async (path) => {
    expect(await expectBoth(path)).toBe(200);
  });

  test("holds without the trailing slash", async () => {
    expect(await expectBoth("/api/metrics/", "/api/metrics")).toBe(200);
  });

  test("holds for a client that does not accept gzip", async () => {
    const headers = { "accept-encoding": "identity" };
    await documented.expect("get", PROMETHEUS, await ask(PROMETHEUS, { headers }));
  });

  test.each(PATHS)("holds for another method at %s", async (path) => {
    await documented.expect("get", path, await ask(path, { method: "POST" }));
  });

  test("holds for an unknown path, with either entrypoint", async () => {
    expect(await expectBoth(NOTHING, "/api/metrics/nothing")).toBe(200);
    expect(await expectBoth(NOTHING, `/api/metrics/${"x".repeat(MAX_PATH)}`)).toBe(414);
    await host.reload({ entrypoint: "worker" });
    expect(await expectBoth(NOTHING, "/api/metrics/nothing")).toBe(404);
    const response = await ask("/api/metrics/nothing", { method: "POST" });
    expect(response.status).toBe(405);
    await documented.expect("get", NOTHING, response);
    await host.reload({ entrypoint: "html" });
  });

  test.each([
    ["state=active&limit=1", 200],
    ["sort=-cpu&format=text", 200],
    ["limit=-1", 400],
  ])("holds for stats?%s, which is %d", async (query, status) => {
    expect(await expectBoth("/api/metrics/stats", `/api/metrics/stats?${query}`)).toBe(status);
  });

  test.each([
    ["since=2026-01-31T12:00:00Z", 200],
    ["since=yesterday", 400],
  ])("holds for history?%s, which is %d", async (query, status) => {
    expect(await expectBoth(HISTORY, `${HISTORY}?${query}`)).toBe(status);
  });

  test.each([
    ["max-utilization=1000&max-failed=1000&max-blocked=1000&max-queue=1", 200],
    ["max-utilization=0", 503],
    ["max-failures=1", 400],
  ])("holds for thresholds: %s is %d", async (query, status) => {
    expect(await expectBoth("/api/metrics/", `/api/metrics/?${query}`)).toBe(status);
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

  test("holds for a client of a full feed", async () => {
    const service = serviceOf(host.pool);
    const streams = Array.from({ length: MAX_CLIENTS }, () => service.feed.open());
    const path = "/api/metrics/sse";
    const response = await createApi(service).request(path);
    expect(response.status).toBe(503);
    await documented.expect("get", path, response);
    for (const stream of streams) void stream?.cancel();
    expect(streams.every((stream) => stream !== undefined)).toBeTrue();
  });

  test("holds for a client without a key of the host", async () => {
    const service = serviceOf(host.pool);
    service.setAccess({ auth: { rootKey: "root" } });
    const routes = createApi(service);
    const asking = async (path: string, init?: RequestInit) => routes.request(path, init);
    for (const path of PATHS) expect(await expectBoth(path, path, asking)).toBe(401);
    expect(await expectBoth(NOTHING, "/api/metrics/nothing", asking)).toBe(401);
  });

  test("holds while the host's keys can't be checked", async () => {
    const service = serviceOf(host.pool);
    const store = { verify: () => Promise.reject(new Error("no such table")) };
    service.setAccess({ auth: { rootKey: "root", store } });
    const routes = createApi(service);
    const asking = async (path: string, init?: RequestInit) => routes.request(path, init);
    for (const path of PATHS) expect(await expectBoth(path, path, asking)).toBe(503);
    expect(await expectBoth(NOTHING, "/api/metrics/nothing", asking)).toBe(503);
  });

  test.each([
    ["/api/metrics/stats", "?limit=1"],
    [PROMETHEUS, undefined],
  ])("holds for a large response of %s while too many are under way", async (path, small) => {
    const apps = Array.from({ length: 400 }, (_, i) => `${"a".repeat(100)}-${i}@1`);
    const workers = apps.map((app, i) => ({ id: `${i}`, app, state: "idle" }));
    const service = serviceOf({
      getMetrics: () => ({ size: 400 }),
      getWorkerStats: () => workers,
    });
    const underWay = service.outbound.send(new Uint8Array(MAX_BYTES_UNDER_WAY));
    const headers = { "accept-encoding": "identity" };
    const asking = async (path: string) => createApi(service).request(path, { headers });
    const response = await asking(path);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    await documented.expect("get", path, response);
    if (small) expect((await asking(path + small)).status).toBe(200);
    await underWay?.cancel();
    expect((await asking(path)).status).toBe(200);
  });

  test("holds for an unexpected error, without internal details", async () => {
    const service = serviceOf(host.pool);
    const routes = createApi(service);
    const headers = { "accept-encoding": "gzip" };
    const asking = async (path: string, init?: RequestInit) => {
      const mend = breakResponses(service);
      const response = await routes.request(path, { headers, ...init });
      mend();
      expect(await response.clone().text()).not.toContain("internal");
      return response;
    };
    for (const path of NOT_STREAMED) expect(await expectBoth(path, path, asking)).toBe(500);
    await documented.expect("get", "/api/metrics/sse", await asking("/api/metrics/sse"));
  });

  test("has examples that fit its own schemas", () => {
    for (const [name, schema] of Object.entries(reference.components.schemas)) {
      for (const example of schema.examples ?? []) {
        expect(errorsOf(name, example), name).toBe("");
      }
    }
  });
});
