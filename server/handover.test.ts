import { afterAll, beforeAll, beforeEach, expect, jest, test } from "bun:test";
import { join } from "node:path";
import type plugin from "../plugin.ts";
import type { MetricsPlugin } from "../plugin.ts";
import { parseExposition } from "../testing/exposition-parser.ts";
import { fail } from "../testing/hostile.ts";
import { InProcessPool, InProcessWorker } from "../testing/in-process-pool.ts";
import { makeTempFolder, type TempFolder } from "../testing/temp-folder.ts";
import { nextTurn } from "../testing/turns.ts";
import { INSTANCE } from "./instance.ts";
import type { HistoryResponse } from "./types.ts";

const HOLDER = Symbol.for("@buntime/plugin-metrics");
const KEY = "app-0@1.0.0";

let folder: TempFolder;
/** Two builds of the plugin with different code. */
let versions: [string, string];
/** A different one for each test: a module keeps one service per base. */
let base: string;
let pool: InProcessPool;
let warnings: string[];

beforeAll(async () => {
  folder = await makeTempFolder();
  versions = [await build("plain.js", false), await build("minified.js", true)];
});
afterAll(() => folder[Symbol.asyncDispose]());

beforeEach(() => {
  base = `/metrics-${crypto.randomUUID()}`;
  Reflect.deleteProperty(globalThis, HOLDER);
  pool = new InProcessPool(3, 2);
  warnings = [];
});

async function build(name: string, minify: boolean): Promise<string> {
  const entrypoints = [join(import.meta.dir, "../plugin.ts")];
  const { outputs } = await Bun.build({ entrypoints, target: "bun", minify });
  await folder.write(name, (await outputs[0]?.text()) ?? "");
  return join(folder.path, name);
}

/** What the host does with a changed entry: imports it, creates the plugin and passes the context. */
async function load(path: string, from: unknown = pool): Promise<MetricsPlugin> {
  const { default: make }: { default: typeof plugin } = await import(path);
  const made = make({ base });
  const logger = { info() {}, warn: (line: string) => void warnings.push(line) };
  made.onInit({ pool: from, globalConfig: { poolSize: 3 }, logger });
  return made;
}

/** All counters of the text by name and labels, except for those of the clock. */
async function countersOf({ routes }: MetricsPlugin): Promise<Record<string, number>> {
  await nextTurn(); // readers of one turn share a reading
  const text = await (await routes.request("/api/metrics/prometheus")).text();
  const counters = parseExposition(text).filter(
    ({ name, type }) => type !== "gauge" && !/cpu|uptime/.test(name),
  );
  const samples = counters.flatMap(({ samples }) => samples);
  return Object.fromEntries(
    samples.map(({ name, labels, value }) => [`${name} ${Object.values(labels)}`, value]),
  );
}

async function historyOf({ routes }: MetricsPlugin): Promise<HistoryResponse> {
  return (await routes.request("/api/metrics/history")).json();
}

/** Ends an app's worker as a pool that loses it does: its counts are in no history. */
function loseWorker(requests: number): void {
  pool.cache.set(KEY, new InProcessWorker(requests));
}

test("a changed module continues every counter and the history, even when switching back and forth", async () => {
  const [first, second] = versions;
  let module = await load(first);
  loseWorker(40);
  await countersOf(module);
  loseWorker(15);
  const crashed = new InProcessWorker(1);
  crashed.hasCriticalError = true;
  pool.cache.set("app-2@1.0.0", crashed);
  pool.getMetrics = fail;
  await countersOf(module);
  Reflect.deleteProperty(pool, "getMetrics");
  let last = await countersOf(module);
  expect(last["buntime_metrics_scrape_errors_total getMetrics"]).toBe(1);
  expect(last[`buntime_app_requests_total ${KEY}`]).toBe(40 + 15);
  expect(last["buntime_app_worker_failures_total app-2@1.0.0"]).toBe(1);
  for (const version of [second, first, second]) {
    const { rows } = await historyOf(module);
    module = await load(version);
    expect((await historyOf(module)).rows).toEqual(rows);
    expect(await countersOf(module)).toEqual(last);
    loseWorker(3);
    last = { ...last, ...(await countersOf(module)) };
  }
  expect(last[`buntime_app_requests_total ${KEY}`]).toBe(40 + 15 + 3 * 3);
  expect(last["buntime_app_worker_failures_total app-2@1.0.0"]).toBe(1);
  expect(warnings).toEqual(["metrics: the pool's getMetrics(): the pool is broken"]);
});

test("a changed module ends the feeds of its predecessor, which has no timer left and refuses clients", async () => {
  jest.useFakeTimers();
  try {
    const [first, second] = versions;
    const previous = await load(first);
    const open = async ({ routes }: MetricsPlugin) => await routes.request("/api/metrics/sse");
    const feed = await open(previous);
    const module = await load(second);
    expect(await feed.text()).toMatch(/^retry: 2000\ndata: .*\n\nretry: \d+\n$/s);
    expect([(await open(previous)).status, jest.getTimerCount()]).toEqual([503, 0]);
    const next = await open(module);
    expect([next.status, jest.getTimerCount()]).toEqual([200, 1]);
    expect(next.headers.get("x-metrics-instance")).toBe(INSTANCE);
    await next.body?.cancel();
  } finally {
    jest.useRealTimers();
  }
});

test("CPU time is counted once, even if an earlier module returns to service", async () => {
  const [first, second] = versions;
  let seconds = 0;
  const thread = {
    getHeapStatistics: async () => ({ used_heap_size: 1, total_physical_size: 1 }),
    cpuUsageInternal: async () => ({ user: seconds * 1e6, system: 0 }),
  };
  pool.cache.set(KEY, new InProcessWorker(1, thread));
  const cpuOf = async ({ routes }: MetricsPlugin) => {
    await (await routes.request("/api/metrics/stats")).text(); // waits for samples
    const text = await (await routes.request("/api/metrics/prometheus")).text();
    return /^buntime_apps_cpu_seconds_total (.*)$/m.exec(text)?.[1];
  };
  for (const [version, used] of [
    [first, 1],
    [second, 5],
    [first, 6],
  ] as const) {
    seconds = used;
    expect(await cpuOf(await load(version))).toBe(String(used));
  }
});

test("with another pool, series grow by what it counts after its first reading", async () => {
  const [first, second] = versions;
  const last = await countersOf(await load(first));
  const other = new InProcessPool(3, 2);
  other.cache.get(KEY)?.serve(500, 10);
  const module = await load(second, other);
  expect(await countersOf(module)).toEqual(last);
  other.cache.get(KEY)?.serve(1, 10);
  const name = `buntime_app_requests_total ${KEY}`;
  expect(await countersOf(module)).toMatchObject({ [name]: (last[name] ?? 0) + 1 });
});

test.each([
  ["of another shape", { version: 2 }],
  ["with a negative count", { scrapeErrors: { pool: -1, getMetrics: 0, getWorkerStats: 0 } }],
  ["without counters", { counters: undefined }],
  ["that is absent", undefined],
])("a state %s is rejected and logged once", async (_, change) => {
  const [first, second] = versions;
  await countersOf(await load(first));
  loseWorker(7);
  const services: Map<string, { state: object; retire(): void }> = Reflect.get(globalThis, HOLDER);
  const { state } = services.get(base) ?? {};
  const previous = { retire() {}, state: (change && { ...state, ...change }) as object };
  services.set(base, previous);
  const counters = await countersOf(await load(second));
  expect(counters[`buntime_app_requests_total ${KEY}`]).toBe(7);
  expect(warnings).toEqual(["metrics: can't continue the previous version's counters and history"]);
});
