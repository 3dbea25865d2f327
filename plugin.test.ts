import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { version } from "./package.json";
import metricsPlugin from "./plugin.ts";
import { MAX_PATH } from "./server/api.ts";

const row = {
  id: "worker-abc-123",
  app: "my-app@latest",
  state: "active",
  requests: 1542,
  uptime: 3600,
  memory: { rss: 52428800, heapUsed: 31457280 },
};
const example = {
  getMetrics: () => ({ size: 500, active: 12, idle: 3, creating: 0, total: 15, utilization: 0.03 }),
  getWorkerStats: () => [row],
};

// The documented text, except for utilization: its 0.03 is total / size, its formula says active / size.
const DOCUMENTED_TEXT = `# HELP buntime_pool_size Maximum pool size
# TYPE buntime_pool_size gauge
buntime_pool_size 500

# HELP buntime_pool_active Active workers
# TYPE buntime_pool_active gauge
buntime_pool_active 12

# HELP buntime_pool_idle Idle workers
# TYPE buntime_pool_idle gauge
buntime_pool_idle 3

# HELP buntime_pool_creating Workers being created
# TYPE buntime_pool_creating gauge
buntime_pool_creating 0

# HELP buntime_pool_total Total workers
# TYPE buntime_pool_total gauge
buntime_pool_total 15

# HELP buntime_pool_utilization Pool utilization ratio
# TYPE buntime_pool_utilization gauge
buntime_pool_utilization 0.024

# HELP buntime_uptime_seconds Server uptime in seconds
# TYPE buntime_uptime_seconds counter
buntime_uptime_seconds 86400.123
`;
const UPTIME = 86_400.1234;
const POOL = { size: 500, active: 12, idle: 3, creating: 0, total: 15, utilization: 0.024 };
const SCRAPE_IS_OFF = {
  error: "the Prometheus endpoint is off: set prometheus: true in the plugin's manifest",
};

const PATHS = [
  "/api/metrics/",
  "/api/metrics/stats",
  "/api/metrics/history",
  "/api/metrics/prometheus",
];

let bases = 0;

/** Loads the plugin at its own base: the module keeps state per base. */
function load(options: Record<string, unknown> = {}, pool: unknown = example) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const config = { base: `/test-${++bases}`, ...options };
  const plugin = metricsPlugin(config);
  const facts = { globalConfig: { poolSize: 500 }, logger: { info: log, warn: log } };
  plugin.onInit({
    config,
    pool,
    auth: { rootKey: "root" },
    runtime: { version: "0.5.4" },
    ...facts,
  });
  const get = async (path: string, init?: RequestInit) => await plugin.routes.request(path, init);
  return { ...plugin, lines, get };
}

const realUptime = process.uptime;
beforeEach(() => {
  process.uptime = () => UPTIME;
});
afterEach(() => {
  process.uptime = realUptime;
});

describe("the plugin", () => {
  test.each([
    [{}, "every 1000 ms, Prometheus on"],
    [{ sseInterval: 250, prometheus: false }, "every 250 ms, Prometheus off"],
    [{ auth: "host" }, "every 1000 ms, Prometheus on, auth: host"],
  ])("with %j logs one line when it is loaded", (options, line) => {
    const base = `/logs-${++bases}`;
    expect(load({ base, ...options }).lines).toEqual([`metrics: at ${base}, ${line}`]);
  });

  test("fails at load on a bad option", () => {
    expect(() => metricsPlugin({ sseInterval: 0 })).toThrow(/"sseInterval" must be .* got 0/);
    const plugin = metricsPlugin();
    expect(() => plugin.onInit({ config: { sseInterval: 0 }, pool: example })).toThrow(
      /"sseInterval"/,
    );
  });

  test.each([
    ["/", ""],
    ["/observe", "/observe"],
  ])("has a native route only to disable the Prometheus endpoint, at %s", async (base, prefix) => {
    expect(load({ base }).server).toBeUndefined();
    const routes = load({ base, prometheus: false }).server?.routes ?? {};
    const path = `${prefix}/api/metrics/prometheus`;
    expect(Object.keys(routes)).toEqual([path, `${path}/`]);
    for (const [path, respond] of Object.entries(routes)) {
      const response = await respond(new Request(`http://host${path}`));
      expect([response.status, await response.json()]).toEqual([404, SCRAPE_IS_OFF]);
    }
    load({ base, prometheus: false, auth: "host" });
    expect((await routes[path]?.(new Request(`http://host${path}`)))?.status).toBe(401);
  });

  test("closes the API with auth: host", async () => {
    const { get } = load({ auth: "host", publicRoutes: ["/api/metrics/stats"] });
    const key = { headers: { "x-api-key": "root" } };
    const responses = [get("/api/metrics/"), get("/api/metrics/", key), get("/api/metrics/stats")];
    expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([401, 200, 200]);
  });
});

describe("the module", () => {
  const poolOf = (size: number) => ({
    getMetrics: () => ({ size, active: 0, idle: 0, creating: 0, totalRequests: size }),
    getWorkerStats: () => [],
  });
  const sizeBy = async ({ get }: ReturnType<typeof load>) =>
    (await (await get("/api/metrics/")).json()).pool.size;

  test("keeps a separate pool, options and feed for each of two bases", async () => {
    const one = load({ base: "/one" }, poolOf(1));
    const two = load({ base: "/two", prometheus: false }, poolOf(2));
    expect([await sizeBy(one), await sizeBy(two)]).toEqual([1, 2]);
    expect((await one.get("/api/metrics/prometheus")).status).toBe(200);
    expect((await two.get("/api/metrics/prometheus")).status).toBe(404);
    const feed = await one.get("/api/metrics/sse");
    load({ base: "/two" }, poolOf(3));
    const feeds = [feed, await two.get("/api/metrics/sse")];
    expect(await Promise.all(feeds.map(firstSize))).toEqual([1, 3]);
  });

  test("called again for a base, it continues that base's counters", async () => {
    const requests = async ({ get }: ReturnType<typeof load>) => {
      await new Promise(setImmediate); // responses of one turn share a reading
      const text = await (await get("/api/metrics/prometheus")).text();
      return /^buntime_pool_requests_total (\d+)$/m.exec(text)?.[1];
    };
    const first = load({ base: "/reloaded" }, poolOf(5));
    expect(await requests(first)).toBe("5");
    let counted = 2;
    const other = { ...poolOf(2), getMetrics: () => ({ active: 0, totalRequests: counted }) };
    const second = load({ base: "/reloaded" }, other);
    expect([await requests(first), await requests(second)]).toEqual(["5", "5"]);
    counted = 4;
    expect([await requests(first), await requests(second)]).toEqual(["7", "7"]);
    expect(await requests(load({ base: "/elsewhere" }, poolOf(2)))).toBe("2");
  });
});

/** The pool's size in the first event of a feed, which is then cancelled. */
async function firstSize(feed: Response): Promise<number | undefined> {
  for await (const chunk of feed.body ?? []) {
    const size = /"size":(\d+)/.exec(new TextDecoder().decode(chunk))?.[1];
    if (size !== undefined) return Number(size);
  }
}

test.each(["/api/metrics/", "/api/metrics"])(
  "GET %s returns the documented body, and nothing more",
  async (path) => {
    const before = Date.now();
    const body = await (await load().get(path)).json();
    expect(body).toEqual({
      pool: POOL,
      uptime: 86_400.123,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(Date.parse(body.timestamp)).toBeGreaterThanOrEqual(before);
  },
);

describe("GET /api/metrics/prometheus", () => {
  test("begins with the documented text, byte for byte, and names the versions", async () => {
    const text = await (await load().get("/api/metrics/prometheus")).text();
    expect(text.slice(0, DOCUMENTED_TEXT.length)).toBe(DOCUMENTED_TEXT);
    expect(text.endsWith("\n")).toBe(true);
    expect(text).not.toContain("\n\n\n");
    expect(text).toContain(`buntime_build_info{version="0.5.4",plugin_version="${version}"} 1\n`);
  });
});

describe("GET /api/metrics/stats", () => {
  test("returns the documented pool and workers, the documented fields first", async () => {
    const body = await (await load().get("/api/metrics/stats")).json();
    expect(body).toEqual({ pool: POOL, workers: [expect.objectContaining(row)] });
    expect(Object.keys(body.workers[0]).slice(0, 6)).toEqual(Object.keys(row));
  });

  test("is a table for a terminal with ?format=text", async () => {
    const pool = {
      ...example,
      getWorkerStats: () => [row, { ...row, app: "a@1", requests: 9999 }],
    };
    const query = "?format=text&sort=-requests&limit=1";
    const response = await load({}, pool).get(`/api/metrics/stats${query}`);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const [head, , columns, first] = (await response.text()).split("\n");
    expect(head).toStartWith(
      "pool of 500: 12 active, 3 idle, 0 creating, 15 in all, utilization 2.4%; 1 of 2 rows",
    );
    expect([columns?.slice(0, 3), first?.slice(0, 3)]).toEqual(["APP", "a@1"]);
  });
});

describe("every endpoint", () => {
  test.each(PATHS)("HEAD of %s has the content-length of GET's body", async (path) => {
    const { get } = load();
    const head = await get(path, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const { byteLength } = await (await get(path)).arrayBuffer();
    // Another reading may have more or fewer digits.
    expect(Math.abs(Number(head.headers.get("content-length")) - byteLength)).toBeLessThan(40);
  });

  test("HEAD opens no feed", async () => {
    const { get } = load();
    await get("/api/metrics/sse", { method: "HEAD" });
    const text = await (await get("/api/metrics/prometheus")).text();
    expect(text).toContain("\nbuntime_metrics_feed_clients 0\n");
  });

  test("is a 503 until there is a pool", async () => {
    const { routes } = metricsPlugin({ base: "/uninitialized" });
    const error = "the host provided no worker pool";
    for (const path of ["/api/metrics/", "/api/metrics/stats"]) {
      const response = await routes.request(path);
      expect([response.status, await response.json()]).toEqual([503, { error }]);
    }
    const text = await routes.request("/api/metrics/prometheus");
    expect([text.status, await text.text()]).toEqual([503, `${error}\n`]);
    expect(text.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  test("is a 404 elsewhere, and echoes only part of a long path", async () => {
    const response = await load().get(`/api/metrics/${"x".repeat(1900)}`);
    expect(response.status).toBe(404);
    expect((await response.text()).length).toBeLessThan(300);
  });

  test("is a 414 for a path that the host's static file server would fail on", async () => {
    const { get } = load();
    // Nine characters as sent, one when decoded.
    for (const path of ["x".repeat(MAX_PATH), "中".repeat(MAX_PATH / 9 + 1)]) {
      const response = await get(`/${path}`);
      expect(response.status).toBe(414);
      expect(await response.json()).toEqual({
        error: "the path exceeds 2000 percent-encoded characters",
      });
    }
    expect((await get(`/${"x".repeat(MAX_PATH - 1)}`)).status).toBe(404);
  });
});
