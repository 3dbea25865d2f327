import { afterEach, describe, expect, test } from "bun:test";
import { version } from "./package.json";
import metricsPlugin, { type MetricsResponse, type StatsResponse } from "./plugin.ts";
import { MAX_PATH } from "./server/api.ts";

const example = {
  getMetrics: () => ({ size: 500, active: 12, idle: 3, creating: 0, total: 15, utilization: 0.03 }),
  getWorkerStats: () => [
    {
      id: "worker-abc-123",
      app: "my-app@latest",
      state: "active",
      requests: 1542,
      uptime: 3600,
      memory: { rss: 52428800, heapUsed: 31457280 },
    },
  ],
};

// The documented text, except for utilization: its 0.03 is total / size, its formula says active / size.
const documentedText = (uptime: number) => `# HELP buntime_pool_size Maximum pool size
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
buntime_uptime_seconds ${uptime}
`;

const realUptime = process.uptime;

let bases = 0;

/** Loads the plugin at its own base: the module keeps what it knows at one. */
function load(options: Record<string, unknown> = {}, pool: unknown = example) {
  const lines: string[] = [];
  const logger = {
    info: (line: string) => lines.push(line),
    warn: (line: string) => lines.push(line),
  };
  const config = { base: `/test-${++bases}`, ...options };
  const plugin = metricsPlugin(config);
  plugin.onInit({ config, pool, globalConfig: { poolSize: 500 }, logger });
  return {
    ...plugin,
    lines,
    get: (path: string, init?: RequestInit) => plugin.routes.request(path, init),
  };
}

afterEach(() => {
  process.uptime = realUptime;
});

describe("the plugin", () => {
  test("logs one line when it is loaded", () => {
    expect(load({ base: "/observe", sseInterval: 250 }).lines).toEqual([
      "metrics: at /observe, every 250 ms, Prometheus on",
    ]);
  });

  test("fails at load on a bad option", () => {
    expect(() => metricsPlugin({ sseInterval: 0 })).toThrow(/"sseInterval" must be .* got 0/);
    const plugin = metricsPlugin();
    expect(() => plugin.onInit({ config: { sseInterval: 0 }, pool: example })).toThrow(
      /"sseInterval"/,
    );
  });

  test("closes the Prometheus endpoint of a plugin at the root, too", () => {
    const { server } = metricsPlugin({ base: "/", prometheus: false });
    expect(Object.keys(server?.routes ?? {})).toEqual([
      "/api/metrics/prometheus",
      "/api/metrics/prometheus/",
    ]);
  });

  test("brings a native route only to close the Prometheus endpoint", async () => {
    expect(load().server).toBeUndefined();
    const { server } = load({ base: "/observe", prometheus: false });
    const routes = server?.routes ?? {};
    expect(Object.keys(routes)).toEqual([
      "/observe/api/metrics/prometheus",
      "/observe/api/metrics/prometheus/",
    ]);
    for (const [path, respond] of Object.entries(routes)) {
      const response = await respond(new Request(`http://host${path}`));
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        error: "the Prometheus endpoint is off: set prometheus: true in the plugin's manifest",
      });
    }
  });
});

describe("the module", () => {
  const poolOf = (size: number) => ({
    getMetrics: () => ({ size, active: 0, idle: 0, creating: 0, totalRequests: size }),
    getWorkerStats: () => [],
  });
  const sizeBy = async ({ get }: ReturnType<typeof load>) =>
    ((await (await get("/api/metrics/")).json()) as MetricsResponse).pool.size;

  test("has at each of two bases a pool, options and a feed of its own", async () => {
    const one = load({ base: "/one" }, poolOf(1));
    const two = load({ base: "/two", prometheus: false }, poolOf(2));
    expect([await sizeBy(one), await sizeBy(two)]).toEqual([1, 2]);
    expect((await one.get("/api/metrics/prometheus")).status).toBe(200);
    expect((await two.get("/api/metrics/prometheus")).status).toBe(404);
    const feed = await one.get("/api/metrics/sse");
    load({ base: "/two" }, poolOf(3));
    const streams = [feed, await two.get("/api/metrics/sse")];
    expect(await Promise.all(streams.map(firstSize))).toEqual([1, 3]);
  });

  test("called again for a base continues that base's counters", async () => {
    const requests = async ({ get }: ReturnType<typeof load>) =>
      /^buntime_pool_requests_total (\d+)$/m.exec(
        await (await get("/api/metrics/prometheus")).text(),
      )?.[1];
    const first = load({ base: "/reloaded" }, poolOf(5));
    expect(await requests(first)).toBe("5");
    let counted = 2;
    const other = { ...poolOf(2), getMetrics: () => ({ active: 0, totalRequests: counted }) };
    const second = load({ base: "/reloaded" }, other);
    expect([await requests(first), await requests(second)]).toEqual(["5", "5"]);
    counted = 4;
    await new Promise(setImmediate); // responses of one turn share a reading
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

describe("GET /api/metrics/", () => {
  test.each(["/api/metrics/", "/api/metrics"])(
    "%s returns the documented body, and nothing more",
    async (path) => {
      process.uptime = () => 86400;
      const before = Date.now();
      const response = await load().get(path);
      const body = (await response.json()) as MetricsResponse;
      expect(body).toEqual({
        pool: { size: 500, active: 12, idle: 3, creating: 0, total: 15, utilization: 0.024 },
        uptime: 86400,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
      expect(Date.parse(body.timestamp)).toBeGreaterThanOrEqual(before);
      expect(Object.fromEntries(response.headers)).toEqual({
        "cache-control": "no-store",
        "content-length": `${JSON.stringify(body).length}`,
        "content-security-policy": "default-src 'none'; frame-ancestors 'self'",
        "content-type": "application/json",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-metrics-instance": expect.stringMatching(/^[0-9a-f]{16}$/),
      });
    },
  );

  test("gives uptime in seconds with at most 3 decimals", async () => {
    process.uptime = () => 12.3456789;
    expect(((await (await load().get("/api/metrics/")).json()) as MetricsResponse).uptime).toBe(
      12.346,
    );
  });
});

describe("GET /api/metrics/prometheus", () => {
  test("begins with the documented text, byte for byte", async () => {
    process.uptime = () => 86400;
    const response = await load().get("/api/metrics/prometheus");
    const text = await response.text();
    expect(text.slice(0, documentedText(86400).length)).toBe(documentedText(86400));
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(text.endsWith("\n")).toBe(true);
    expect(text).not.toContain("\n\n\n");
  });

  test("names the versions", async () => {
    const plugin = metricsPlugin({ base: "/versions" });
    plugin.onInit({ pool: example, runtime: { version: "0.5.4" } });
    const text = await (await plugin.routes.request("/api/metrics/prometheus")).text();
    expect(text).toContain(`buntime_build_info{version="0.5.4",plugin_version="${version}"} 1\n`);
  });

  test("with prometheus: false is a 404, and the others still work", async () => {
    const { get } = load({ prometheus: false });
    const response = await get("/api/metrics/prometheus");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: "the Prometheus endpoint is off: set prometheus: true in the plugin's manifest",
    });
    for (const path of ["/api/metrics/", "/api/metrics/stats"])
      expect((await get(path)).status).toBe(200);
  });

  test.each([
    ["/api/metrics/%70rometheus", "prometheus"],
    ["/api/metrics/prometheus/", "../prometheus"],
  ])(
    "with prometheus: false sends %s to the spelling that the host refuses",
    async (path, location) => {
      const response = await load({ prometheus: false }).get(path);
      expect(response.status).toBe(308);
      expect(response.headers.get("location")).toBe(location);
      const target = new URL(location, `http://host/metrics${path}`).pathname;
      expect(target).toBe("/metrics/api/metrics/prometheus");
    },
  );
});

describe("GET /api/metrics/stats", () => {
  test("returns the documented pool and workers, the documented fields first", async () => {
    const response = await load().get("/api/metrics/stats");
    const body = (await response.json()) as StatsResponse;
    expect(body).toEqual({
      pool: { size: 500, active: 12, idle: 3, creating: 0, total: 15, utilization: 0.024 },
      workers: [expect.objectContaining(example.getWorkerStats()[0] ?? {})],
    });
    expect(Object.keys(body.workers[0] ?? {}).slice(0, 6)).toEqual([
      "id",
      "app",
      "state",
      "requests",
      "uptime",
      "memory",
    ]);
  });

  test.each(["?sort=cpus", "?limit=1&limit=2"])(
    "is a 400 with the reason for %p",
    async (query) => {
      const response = await load().get(`/api/metrics/stats${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: expect.stringMatching(/^"\w+" m/) });
    },
  );

  test("is a table for a terminal with ?format=text", async () => {
    const [row] = example.getWorkerStats();
    const pool = {
      ...example,
      getWorkerStats: () => [row, { ...row, app: "a@1", requests: 9999 }],
    };
    const response = await load({}, pool).get(
      "/api/metrics/stats?format=text&sort=-requests&limit=1",
    );
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const [head, , columns, first] = (await response.text()).split("\n");
    expect(head).toStartWith(
      "pool of 500: 12 active, 3 idle, 0 creating, 15 in all, utilization 2.4%; 1 of 2 rows",
    );
    expect([columns?.slice(0, 3), first?.slice(0, 3)]).toEqual(["APP", "a@1"]);
  });
});

describe("every endpoint", () => {
  const paths = [
    "/api/metrics",
    "/api/metrics/",
    "/api/metrics/stats",
    "/api/metrics/prometheus",
    "/api/metrics/sse",
  ];

  test.each(paths)("%s responds to HEAD with the headers of GET and no body", async (path) => {
    const { get } = load();
    const head = await get(path, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    expect(await (await get("/api/metrics/prometheus")).text()).toContain(
      "\nbuntime_metrics_feed_clients 0\n",
    );
    const full = await get(path);
    const { "content-length": length, ...headers } = Object.fromEntries(full.headers);
    const { "content-length": headLength, ...same } = Object.fromEntries(head.headers);
    if (path.endsWith("/sse")) {
      expect(same).toEqual({ ...headers, "transfer-encoding": "chunked" });
      expect(headLength).toBeUndefined();
      return full.body?.cancel();
    }
    expect(same).toEqual(headers);
    expect(length).toBe(`${(await full.arrayBuffer()).byteLength}`);
    // The figures of another reading may have more or fewer digits.
    expect(Math.abs(Number(headLength) - Number(length))).toBeLessThan(40);
  });

  test.each(
    paths.flatMap((path) =>
      ["POST", "PUT", "PATCH", "DELETE"].map((method) => [method, path] as const),
    ),
  )("is a 405 for %s %s", async (method, path) => {
    const response = await load().get(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    expect(await response.json()).toEqual({
      error: `${method} is not allowed, only GET and HEAD`,
    });
  });

  test.each(paths)(
    "%s responds to OPTIONS with what it allows, and nothing for CORS",
    async (path) => {
      const headers = { origin: "http://elsewhere", "access-control-request-method": "GET" };
      const response = await load().get(path, { method: "OPTIONS", headers });
      expect([response.status, await response.text()]).toEqual([204, ""]);
      expect(response.headers.get("allow")).toBe("GET, HEAD");
      const cors = [...response.headers.keys()].filter((name) => name.startsWith("access-control"));
      expect(cors).toEqual([]);
    },
  );

  test("is a 503 until there is a pool", async () => {
    const plugin = metricsPlugin({ base: "/uninitialized" });
    const error = "the host provided no worker pool";
    for (const path of ["/api/metrics/", "/api/metrics/stats"]) {
      const response = await plugin.routes.request(path);
      expect(response.status).toBe(503);
      expect(await response.json()).toEqual({ error });
    }
    const text = await plugin.routes.request("/api/metrics/prometheus");
    expect(text.status).toBe(503);
    expect(text.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await text.text()).toBe(`${error}\n`);
  });

  test("is a 404 elsewhere, without an echo of unbounded length", async () => {
    const response = await load().get(`/api/metrics/${"x".repeat(1900)}`);
    expect(response.status).toBe(404);
    expect((await response.text()).length).toBeLessThan(300);
  });

  test("is a 414 for a path that the host's static file server would fail on", async () => {
    // Nine characters as it is sent, one when decoded.
    for (const path of ["x".repeat(MAX_PATH), "中".repeat(MAX_PATH / 9 + 1)]) {
      const response = await load().get(`/${path}`);
      expect(response.status).toBe(414);
      expect(await response.json()).toEqual({
        error: "a path may have 2000 characters, percent-encoded",
      });
    }
    expect((await load().get(`/${"x".repeat(MAX_PATH - 1)}`)).status).toBe(404);
  });
});
