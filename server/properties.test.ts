import { expect, test } from "bun:test";
import fc from "fast-check";
import { appKey, arbitraryDocumentedPool, arbitraryRealPool } from "../testing/arbitrary-pools.ts";
import { EventStream } from "../testing/event-stream.ts";
import { parseExposition } from "../testing/exposition-parser.ts";
import { runs } from "../testing/fuzz.ts";
import { serve } from "../testing/serve.ts";
import { MAX_APP_LABEL_LENGTH, MAX_APP_LABELS, OVERFLOW_APP } from "./exposition/app-groups.ts";
import { AppLabels } from "./exposition/app-labels.ts";
import type { PoolMetrics, StatsResponse, WorkerRow } from "./types.ts";

test.each([
  ["of the real shape", arbitraryRealPool],
  ["of the documented shape", arbitraryDocumentedPool],
])("for any pool %s, JSON, rows and text are as documented", async (_, arbitrary) => {
  let responses = 0;
  const property = fc.asyncProperty(arbitrary, fc.option(fc.nat(100)), async (pool, poolSize) => {
    const { get } = serve(pool, { poolSize });
    /** The body of a response; `undefined` if the pool can't be read. */
    const bodyOf = async (path: string) => {
      const response = await get(path);
      expect([200, 503]).toContain(response.status);
      responses += Number(response.ok);
      return response.ok ? await response.text() : undefined;
    };
    const json = await bodyOf("");
    if (json) expectFormulas(JSON.parse(json).pool);
    const text = await bodyOf("prometheus");
    const samples = text ? parseExposition(text).flatMap((family) => family.samples) : [];
    for (const { value } of samples) expectFigure(value);
    const stats = await bodyOf("stats");
    if (!stats) return;
    const { workers }: StatsResponse = JSON.parse(stats);
    workers.forEach(expectDocumentedRow);
    const apps = new Set([OVERFLOW_APP, ...workers.map(({ app }) => app)]);
    expect(samples.filter(({ labels: { app } }) => app !== undefined && !apps.has(app))).toEqual(
      [],
    );
  });
  await fc.assert(property, runs(200));
  expect(responses).toBeGreaterThan(200); // otherwise the pools are too broken to show anything
});

function expectFormulas({ size, active, idle, creating, total, utilization }: PoolMetrics): void {
  for (const value of [size, active, idle, creating, total, utilization]) expectFigure(value);
  expect(total).toBe(active + idle + creating);
  expect(utilization).toBe(size === 0 ? 0 : active / size);
}

function expectDocumentedRow(row: WorkerRow): void {
  expect(typeof row.id === "string" && row.id !== "").toBe(true);
  expect(typeof row.app === "string" && row.app.isWellFormed()).toBe(true);
  expect(["creating", "ready", "active", "idle", "terminated"]).toContain(row.state);
  const { requests, uptime, memory, errors = 0, avgResponseTimeMs = 0, idleSeconds = 0 } = row;
  for (const value of [requests, uptime, memory.rss, memory.heapUsed]) expectFigure(value);
  for (const value of [errors, avgResponseTimeMs, idleSeconds]) expectFigure(value);
  for (const flag of ["ephemeral", "failed", "blocked"] as const) {
    expect(["boolean", "undefined"]).toContain(typeof row[flag]);
  }
}

function expectFigure(value: unknown): void {
  expect(typeof value === "number" && Number.isFinite(value) && value >= 0).toBe(true);
}

/** Names that try to break out of the format that they are written in. */
const NAMES = [
  `"double" 'single' \`back\``,
  "first\nsecond\r\nthird",
  'x\nbuntime_pool_size 1\n# TYPE x counter\nx{a="b"} 1',
  "x\n\ndata: {}\n\nevent: error\n",
  "\\ \\\\ \\n \\",
  '</script><img src=x onerror="alert(1)">',
  "\u202Egnp.exe\u202C a\u200B\u200D\uFEFFb\u2028c\u2029d",
  "\0\x01\x07\x1b[31m\x7f",
  "a\uD800b\uDC00\uD800",
  "x".repeat(100_000),
  "__proto__",
  OVERFLOW_APP,
];

/** Pools of both shapes with one worker that has the name as its app and as its id. */
const POOLS: ((name: string) => object)[] = [
  (name) => ({
    getMetrics: () => ({ size: 2, active: 1, idle: 0, creating: 0, totalRequests: 1 }),
    getWorkerStats: () => [{ id: name, app: name, state: "active", requests: 1 }],
  }),
  (name) => {
    const stats = { requestCount: 1, status: "active" };
    return {
      cache: new Map([[name, { id: name, getStats: () => stats }]]),
      getMetrics: () => ({ activeWorkers: 1, totalRequests: 1 }),
      getWorkerStats: () => Object.fromEntries([[name, stats]]),
    };
  },
];

test("any worker's name is one row, one label and no event", async () => {
  const anyName = fc.string({ unit: "binary", minLength: 1, maxLength: 250 });
  const property = fc.asyncProperty(anyName, fc.constantFrom(...POOLS), async (name, poolOf) => {
    const { service, json, text } = serve(poolOf(name), { poolSize: 2 });
    const app = name.toWellFormed();
    for (const path of ["stats", `stats?${new URLSearchParams({ app })}`]) {
      expect((await json(path)).workers).toEqual([expect.objectContaining({ id: app, app })]);
    }
    const families = parseExposition(await text("prometheus"));
    const labels = families.flatMap(({ samples }) => samples.map(({ labels }) => labels.app));
    const label = name.length > MAX_APP_LABEL_LENGTH ? OVERFLOW_APP : app;
    expect(new Set(labels)).toEqual(new Set([undefined, label]));
    const size = families.find((family) => family.name === "buntime_pool_size");
    expect(size?.samples).toEqual([{ name: "buntime_pool_size", labels: {}, value: 2 }]);
    const stream = new EventStream();
    stream.push(new TextDecoder().decode(service.feedFrame()));
    expect(stream.events.map(({ event }) => event)).toEqual(["message", "activity"]);
  });
  const examples = NAMES.flatMap((name) =>
    POOLS.map((pool): [string, typeof pool] => [name, pool]),
  );
  await fc.assert(property, { ...runs(100), examples });
});

test("labels of apps are bounded, and no request is lost or counted twice, even if each reading is another module's", () => {
  const name = fc.oneof(
    appKey,
    fc.nat(1000).map((n) => `app-${n}@1.0.0`),
  );
  const reading = fc
    .array(fc.tuple(name, fc.nat(50)), { maxLength: 300, size: "max" })
    .map((rows): Record<string, number> => Object.fromEntries(rows));
  const property = fc.property(fc.array(reading, { minLength: 1, maxLength: 4 }), (readings) => {
    const labels = new AppLabels();
    let handedOver = new AppLabels();
    const last = new Map<string, number>();
    let expected = 0;
    let lastOther = 0;
    for (const requestsOf of readings) {
      const apps = Object.keys(requestsOf);
      for (const app of last.keys()) if (!Object.hasOwn(requestsOf, app)) last.delete(app);
      for (const [app, requests] of Object.entries(requestsOf)) {
        expected += Math.max(0, requests - (last.get(app) ?? 0));
        last.set(app, requests);
      }
      const workers = apps.map((app) => ({ app, state: "idle" as const }));
      const figures = apps.map((app) => {
        const requests = requestsOf[app] ?? 0;
        return { app, requests, errors: requests, responseSeconds: requests / 8, ephemeral: false };
      });
      const groups = labels.group(workers, figures);
      handedOver = new AppLabels(structuredClone(handedOver.state));
      const states = handedOver.group(workers, figures).map(({ state }) => state);
      expect(states).toEqual(groups.map(({ state }) => state));
      const names = groups.map(({ app }) => app);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeLessThanOrEqual(MAX_APP_LABELS + 1);
      const present = groups.filter(({ isPresent }) => isPresent);
      expect(sum(present.map(({ workers }) => workers.idle))).toBe(apps.length);
      expect(sum(groups.map(({ counts }) => counts.requests))).toBe(expected);
      const { requests, errors, responseSeconds } = labels.all;
      expect([requests, errors ?? 0, responseSeconds ?? 0]).toEqual([
        expected,
        expected,
        expected / 8,
      ]);
      const other = groups.find(({ app }) => app === OVERFLOW_APP)?.counts.requests ?? 0;
      expect(other).toBeGreaterThanOrEqual(lastOther);
      lastOther = other;
    }
  });
  fc.assert(property, runs(20));
});

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
