import { expect, test } from "bun:test";
import { createApi } from "../../server/api.ts";
import { MAX_APP_LABELS, OVERFLOW_APP } from "../../server/exposition/app-groups.ts";
import { MAX_WORKERS } from "../../server/pool/calls.ts";
import { MetricsService } from "../../server/services.ts";
import { parseExposition } from "../../testing/exposition-parser.ts";
import { realPool } from "../hostile/pools.ts";

const service = new MetricsService();
const api = createApi(service);

function ask(pool: object, path: string): Response | Promise<Response> {
  service.setPool(pool, { poolSize: 2 });
  return api.request(path);
}

/** A pool in the documented shapes that has so many workers, each of its own app. */
function poolOf(workers: number): object {
  const rows = Array.from({ length: workers }, (_, i) => ({ app: `a${i}@1`, state: "active" }));
  return { getMetrics: () => ({ size: 1, active: workers }), getWorkerStats: () => rows };
}

test("gives no more apps a label of their own than it says", async () => {
  const response = await ask(poolOf(MAX_APP_LABELS * 2), "/api/metrics/prometheus");
  const samples = parseExposition(await response.text()).flatMap((family) => family.samples);
  const apps = new Set(samples.flatMap(({ labels }) => labels.app ?? []));
  expect(apps.size).toBe(MAX_APP_LABELS + 1);
  expect(apps.has(OVERFLOW_APP)).toBeTrue();
});

test("refuses a pool of more rows than it reads", async () => {
  expect((await ask(poolOf(MAX_WORKERS + 1), "/api/metrics/stats")).status).toBe(503);
});

test("answers stats though no worker answers its heap call", async () => {
  const worker = { getHeapStatistics: () => new Promise(() => {}) };
  const pool = realPool("a@1") as { cache: Map<string, object> };
  for (const instance of pool.cache.values()) Object.assign(instance, { worker });
  const response = await ask(pool, "/api/metrics/stats");
  const { workers } = (await response.json()) as { workers: { memoryKnown: boolean }[] };
  expect(workers.map(({ memoryKnown }) => memoryKnown)).toEqual([false]);
});
