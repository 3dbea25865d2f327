import { expect, test } from "bun:test";
import { EventStream } from "../testing/event-stream.ts";
import { parseExposition } from "../testing/exposition-parser.ts";
import { fail, hostile } from "../testing/hostile.ts";
import { serve } from "../testing/serve.ts";
import { nextTurn } from "../testing/turns.ts";
import { poolInEveryState } from "../testing/worker-in-every-state.ts";

const PATHS = ["", "stats", "prometheus"];

/** A service with a pool in which some parts are replaced. */
function setUp(parts: object = {}) {
  const pool = { ...poolInEveryState(), ...parts };
  const { service, lines, logger, get, json, text } = serve(pool, { poolSize: 10 });
  /** Requests everything, each in its own turn: requests of one turn share a reading. */
  const requestAll = async () => {
    for (const path of PATHS) {
      await nextTurn();
      await get(path);
    }
  };
  const expectUnavailable = async () => {
    for (const path of PATHS) {
      await nextTurn();
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 503]);
      const body = await response.text();
      expect(body).not.toContain("broken"); // internal details are only logged
      if (path === "prometheus") expect(body).toMatch(/^the .+\n$/);
      else expect(Object.keys(JSON.parse(body))).toEqual(["error"]);
    }
  };
  const eventNames = () => {
    const stream = new EventStream();
    stream.push(new TextDecoder().decode(service.feedFrame()));
    return stream.events.map(({ event }) => event);
  };
  const families = async () =>
    new Map(parseExposition(await text("prometheus")).map(({ name, ...rest }) => [name, rest]));
  const scrapeErrors = async () => {
    const family = (await families()).get("buntime_metrics_scrape_errors_total");
    return Object.fromEntries(
      family?.samples.map(({ labels, value }) => [labels.cause, value]) ?? [],
    );
  };
  const numbers = async () => (await json("")).pool;
  const use = (next: unknown) => service.setPool(next, { poolSize: 10, logger });
  return {
    ...{ service, pool, lines, logger, json, text, numbers, use },
    ...{ requestAll, expectUnavailable, eventNames, families, scrapeErrors },
  };
}

test.each([
  { fails: ["getMetrics"], rows: 7, totals: false, apps: true, events: ["message"] },
  {
    fails: ["getWorkerStats"],
    rows: 7,
    totals: true,
    apps: false,
    events: ["message", "activity"],
  },
  {
    ...{ fails: ["getMetrics", "getWorkerStats"], rows: 7, totals: false, apps: false },
    events: ["message"],
  },
])(
  "if $fails fails, only its families are missing, and each scrape counts an error",
  async (expected) => {
    const parts = Object.fromEntries(expected.fails.map((part) => [part, fail]));
    const { json, numbers, families, eventNames, scrapeErrors } = setUp(parts);
    expect(await numbers()).toMatchObject({ size: 10, active: 1, idle: 2, creating: 1 });
    expect((await json("stats")).workers).toHaveLength(expected.rows);
    const names = await families();
    expect(names.has("buntime_pool_active")).toBe(true);
    expect(names.has("buntime_pool_requests_total")).toBe(expected.totals);
    expect(names.has("buntime_app_requests_total")).toBe(expected.apps);
    expect(eventNames()).toEqual([...expected.events]);
    await nextTurn();
    const none = { pool: 0, getMetrics: 0, getWorkerStats: 0 };
    const twice = Object.fromEntries(expected.fails.map((part) => [part, 2]));
    expect(await scrapeErrors()).toEqual({ ...none, ...twice });
  },
);

test.each(["getMetrics", "getWorkerStats"] as const)(
  "a failure of %s is logged once when it begins and once when it ends",
  async (part) => {
    const { pool, lines, requestAll } = setUp();
    const well = pool[part];
    pool[part] = fail;
    for (let round = 0; round < 3; round++) await requestAll();
    expect(lines).toEqual([`metrics: the pool's ${part}(): the pool is broken`]);
    pool[part] = well;
    for (let round = 0; round < 3; round++) await requestAll();
    expect(lines.slice(1)).toEqual([`metrics: the pool's ${part}(): recovered`]);
  },
);

test("a pool without a readable cache or rows is a 503, with a line for each part, until it recovers", async () => {
  const { lines, eventNames, expectUnavailable, use, requestAll } = setUp({
    ...{ cache: undefined, getMetrics: fail, getWorkerStats: fail },
  });
  for (let round = 0; round < 2; round++) await expectUnavailable();
  expect(eventNames()).toEqual([]);
  expect(lines).toHaveLength(2);
  use(poolInEveryState());
  await requestAll();
  expect(lines.slice(2).map((line) => line.endsWith(": recovered"))).toEqual([true, true]);
});

test.each<[string, unknown]>([
  ["undefined", undefined],
  ["null", null],
  ["a string", "pool"],
  ["an empty object", {}],
  ["an array", []],
  ["a proxy that throws on any key", hostile()],
  ["a promise", Promise.resolve({})],
])("with %s as the pool, every path is a 503 until there is a pool", async (_, source) => {
  const { numbers, use, expectUnavailable, scrapeErrors } = setUp();
  use(source);
  await expectUnavailable();
  use(poolInEveryState());
  expect(await numbers()).toMatchObject({ total: 4 });
  expect(await scrapeErrors()).toEqual({ pool: 1, getMetrics: 0, getWorkerStats: 0 });
});

test("a missing pool is logged once, even to a logger that is set after the first request", async () => {
  const { service, lines, numbers, use, expectUnavailable } = setUp();
  service.setPool(undefined);
  await expectUnavailable();
  use(undefined);
  for (let round = 0; round < 2; round++) await expectUnavailable();
  use(poolInEveryState());
  await numbers();
  expect(lines).toEqual([
    "metrics: the worker pool: the host provided no worker pool",
    "metrics: the worker pool: recovered",
  ]);
});

test("a logger that throws, or a version that isn't a string, affects no response", async () => {
  const { service, pool, numbers, families } = setUp({ getMetrics: fail });
  service.setPool(pool, { logger: { info: fail, warn: fail }, version: 5 });
  expect(await numbers()).toMatchObject({ total: 4 });
  expect((await families()).has("buntime_build_info")).toBe(true);
});

test("a pool over its size, or of an unknown size, is logged once", async () => {
  const pool = { ...poolInEveryState(), config: undefined };
  const { service, lines, logger, json } = serve(pool);
  await json("");
  for (const poolSize of [3, 3, 4]) {
    service.setPool(pool, { poolSize, logger });
    await json("");
  }
  expect(lines).toEqual([
    "metrics: the pool's size: nothing reports it; shown as 0",
    "metrics: the pool's size: recovered",
    "metrics: the pool's capacity: 4 workers in a pool of 3",
    "metrics: the pool's capacity: recovered",
  ]);
});

test("a worker's failure is counted by the first reading that sees it", async () => {
  const { pool, json, text } = setUp();
  await json("");
  pool.cache = new Map();
  await nextTurn();
  expect(await text("prometheus")).toContain("\nbuntime_apps_worker_failures_total 2\n");
});
