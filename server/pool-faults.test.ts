import { beforeEach, describe, expect, test } from "bun:test";
import { EventStream } from "../testing/event-stream.ts";
import { parseExposition } from "../testing/exposition-parser.ts";
import { fail, hostile } from "../testing/hostile.ts";
import { poolInEveryState } from "../testing/worker-in-every-state.ts";
import { createApi } from "./api.ts";
import { MetricsService } from "./services.ts";

const service = new MetricsService();
const api = createApi(service);

const PATHS = ["/api/metrics/", "/api/metrics/stats", "/api/metrics/prometheus"];

const logged: string[] = [];
const logger = {
  info: (message: string) => logged.push(`info ${message}`),
  warn: (message: string) => logged.push(`warn ${message}`),
};

beforeEach(async () => {
  await use(poolInEveryState());
  for (const path of PATHS) await get(path); // ends the faults of the previous test
  logged.length = 0;
});

describe("a getMetrics() that fails", () => {
  test("leaves the JSON, the rows and the feed, and the text without its families", async () => {
    await use({ ...poolInEveryState(), getMetrics: fail });
    expect(await poolNumbers()).toMatchObject({ size: 10, active: 1, idle: 2, creating: 1 });
    expect((await rows()).length).toBe(7);
    const families = await familyNames();
    expect(families).toContain("buntime_pool_active");
    expect(families).toContain("buntime_app_requests_total");
    expect(families).not.toContain("buntime_pool_requests_total");
    expect(eventNames()).toEqual(["message"]);
  });

  test("is logged once when it begins and once when it ends", async () => {
    await expectOneLineEach("getMetrics");
  });
});

describe("a getWorkerStats() that fails", () => {
  test("leaves the JSON, the held workers' rows and the text without the apps' totals", async () => {
    await use({ ...poolInEveryState(), getWorkerStats: fail });
    expect(await poolNumbers()).toMatchObject({ size: 10, active: 1, idle: 2, creating: 1 });
    expect((await rows()).filter(({ state }) => state !== "terminated").length).toBe(4);
    const families = await familyNames();
    expect(families).toContain("buntime_pool_requests_total");
    expect(families).not.toContain("buntime_app_requests_total");
    expect(eventNames()).toEqual(["message", "activity"]);
  });

  test("is logged once when it begins and once when it ends", async () => {
    await expectOneLineEach("getWorkerStats");
  });

  test("of a pool without a cache is a 503, and one line in the log", async () => {
    await use({ ...poolInEveryState(), cache: undefined, getWorkerStats: fail });
    await expectUnavailable();
    expect(logged.filter((line) => line.startsWith("warn"))).toHaveLength(1);
  });

  test("together with such a getMetrics() leaves what the cache holds", async () => {
    await use({ ...poolInEveryState(), getMetrics: fail, getWorkerStats: fail });
    expect(await poolNumbers()).toMatchObject({ size: 10, active: 1, idle: 2, creating: 1 });
    expect((await rows()).length).toBe(7);
    expect(await familyNames()).toContain("buntime_pool_active");
  });

  test("together with such a getMetrics() and no cache is a 503, and a line for each", async () => {
    await use({ getMetrics: fail, getWorkerStats: fail });
    await expectUnavailable();
    await expectUnavailable();
    expect(eventNames()).toEqual([]);
    expect(logged.filter((line) => line.startsWith("warn"))).toHaveLength(2);
    await use(poolInEveryState());
    for (const path of PATHS) await get(path);
    expect(logged.filter((line) => line.startsWith("info"))).toHaveLength(2);
  });
});

/** What is no pool. */
const NO_POOLS: Record<string, () => unknown> = {
  undefined: () => undefined,
  null: () => null,
  "a string": () => "pool",
  "an empty object": () => ({}),
  "an array": () => [],
  "a proxy that throws on any key": hostile,
  "a promise": () => Promise.resolve({}),
};

describe.each(Object.entries(NO_POOLS))("%s for a pool", (_, pool) => {
  test("is a 503 on every path until there is a pool", async () => {
    await use(pool());
    await expectUnavailable();
    await use(poolInEveryState());
    expect(await poolNumbers()).toMatchObject({ total: 4 });
  });
});

test("no pool is logged once, also to a logger that is set after the first request", async () => {
  service.setPool(undefined);
  await expectUnavailable();
  service.setPool(undefined, { logger });
  await expectUnavailable();
  await expectUnavailable();
  await use(poolInEveryState());
  await poolNumbers();
  expect(logged).toEqual([
    "warn metrics: the worker pool: the host provided no worker pool",
    "info metrics: the worker pool: recovered",
  ]);
});

test("a logger that throws costs its line, not the response", async () => {
  service.setPool(
    { ...poolInEveryState(), getMetrics: fail },
    { logger: { info: fail, warn: fail } },
  );
  expect(await poolNumbers()).toMatchObject({ total: 4 });
  expect(await familyNames()).toContain("buntime_pool_active");
});

test("a version that is no text does not break the text", async () => {
  service.setPool(poolInEveryState(), { version: 5, poolSize: 10 });
  expect(await familyNames()).toContain("buntime_build_info");
});

test("a pool of the documented shape keeps its size while its getMetrics() fails", async () => {
  const state = { fails: false };
  const getMetrics = () => (state.fails ? fail() : { size: 8, active: 1, idle: 0, creating: 0 });
  const getWorkerStats = () => [{ id: "a", app: "a@1", state: "active", requests: 1, uptime: 1 }];
  service.setPool({ getMetrics, getWorkerStats }, { logger });
  expect(await poolNumbers()).toMatchObject({ size: 8, active: 1 });
  state.fails = true;
  await nextTurn();
  expect(await poolNumbers()).toEqual({
    size: 8,
    active: 1,
    idle: 0,
    creating: 0,
    total: 1,
    utilization: 1 / 8,
  });
  expect(logged).toHaveLength(1);
});

test("a scrape counts each failed part once", async () => {
  await use({ ...poolInEveryState(), getMetrics: fail, getWorkerStats: fail });
  const before = await scrapeErrors();
  await nextTurn();
  const after = await scrapeErrors();
  for (const cause of ["getMetrics", "getWorkerStats"]) {
    expect((after[cause] ?? 0) - (before[cause] ?? 0)).toBe(1);
  }
  expect(after.pool).toBe(before.pool ?? 0);
});

test("a scrape without a pool counts as failed by the pool", async () => {
  const before = await scrapeErrors();
  await use(undefined);
  await expectUnavailable();
  await use(poolInEveryState());
  expect(await scrapeErrors()).toEqual({ ...before, pool: (before.pool ?? 0) + 1 });
});

test("a new pool is read at once, in the same turn", async () => {
  expect(await poolNumbers()).toMatchObject({ total: 4 });
  service.setPool({ ...poolInEveryState(), cache: new Map() }, { poolSize: 3, logger });
  expect(await poolNumbers()).toEqual({
    size: 3,
    active: 0,
    idle: 0,
    creating: 0,
    total: 0,
    utilization: 0,
  });
});

async function use(pool: unknown): Promise<void> {
  service.setPool(pool, { poolSize: 10, logger });
  service.setConfig({ sseInterval: 50 });
  await nextTurn();
}

async function expectOneLineEach(part: string): Promise<void> {
  const pool = poolInEveryState();
  const well = pool[part];
  await use(pool);
  pool[part] = fail;
  for (let round = 0; round < 3; round++) for (const path of PATHS) await get(path);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toBe(`warn metrics: the pool's ${part}(): the pool is sick`);
  pool[part] = well;
  for (let round = 0; round < 3; round++) for (const path of PATHS) await get(path);
  expect(logged.slice(1)).toEqual([`info metrics: the pool's ${part}(): recovered`]);
}

async function expectUnavailable(): Promise<void> {
  for (const path of PATHS) {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 503]);
    const body = await response.text();
    expect(body).not.toContain("sick"); // what is internal is in the log alone
    if (path.endsWith("prometheus")) expect(body).toMatch(/^the .+\n$/);
    else expect(Object.keys(JSON.parse(body))).toEqual(["error"]);
  }
}

/** Each request in its own turn: those of one turn share a reading. */
async function get(path: string): Promise<Response> {
  await nextTurn();
  return await api.request(path);
}

async function poolNumbers(): Promise<unknown> {
  const response = await api.request("/api/metrics/");
  expect(response.status).toBe(200);
  return (await response.json()).pool;
}

async function rows(): Promise<{ state: string }[]> {
  const response = await get("/api/metrics/stats");
  expect(response.status).toBe(200);
  return (await response.json()).workers;
}

async function families() {
  const response = await get("/api/metrics/prometheus");
  expect(response.status).toBe(200);
  return parseExposition(await response.text());
}

async function familyNames(): Promise<string[]> {
  return (await families()).map(({ name }) => name);
}

async function scrapeErrors(): Promise<Record<string, number>> {
  const family = (await families()).find(({ name }) => name.endsWith("scrape_errors_total"));
  return Object.fromEntries(
    (family?.samples ?? []).map(({ labels, value }) => [labels.cause ?? "", value]),
  );
}

/** The names of the events that a tick of the feed sends. */
function eventNames(): string[] {
  const stream = new EventStream();
  stream.push(new TextDecoder().decode(service.feedFrame()));
  return stream.events.map(({ event }) => event);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
