import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { appKey, arbitraryDocumentedPool, arbitraryRealPool } from "../testing/arbitrary-pools.ts";
import { parseExposition } from "../testing/exposition-parser.ts";
import { runs } from "../testing/fuzz.ts";
import { createApi } from "./api.ts";
import { AppLabels, MAX_APP_LABELS, OVERFLOW_APP } from "./exposition/app-groups.ts";
import { escapeLabel } from "./exposition/labels.ts";
import { MetricsService } from "./services.ts";
import type { PoolMetrics, WorkerRow } from "./types.ts";

let api = createApi(new MetricsService());

describe.each([
  ["of the real shape", arbitraryRealPool],
  ["of the documented shape", arbitraryDocumentedPool],
])("whatever a pool %s is,", (_, arbitrary) => {
  test("the JSON's numbers hold together", async () => {
    await forAll(arbitrary, async () => {
      const body = await bodyOf("/api/metrics/");
      if (body) checkPool(JSON.parse(body).pool);
    });
  });

  test("every row of stats is as documented", async () => {
    await forAll(arbitrary, async () => {
      const body = await bodyOf("/api/metrics/stats");
      if (body) for (const row of JSON.parse(body).workers) checkRow(row);
    });
  });

  test("the text parses, has nothing below 0, and no app that stats does not have", async () => {
    await forAll(arbitrary, async () => {
      const text = await bodyOf("/api/metrics/prometheus");
      const stats = await bodyOf("/api/metrics/stats");
      const samples = text ? parseExposition(text).flatMap((family) => family.samples) : [];
      for (const { value } of samples) expect(isFigure(value)).toBe(true);
      if (!stats) return;
      const apps = JSON.parse(stats).workers.map(({ app }: WorkerRow) => app);
      const labels = samples.flatMap(({ labels }) => labels.app ?? []);
      expect(labels.filter((app) => app !== OVERFLOW_APP && !apps.includes(app))).toEqual([]);
    });
  });
});

test("a label comes out of the text as it went in, except for what is no Unicode", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (label) => {
      const text = `# TYPE a gauge\na{b="${escapeLabel(label)}"} 1\n`;
      const [sample] = parseExposition(text)[0]?.samples ?? [];
      expect(sample?.labels.b).toBe(label.toWellFormed());
    }),
    runs(300),
  );
});

test("labels of apps are bounded, and no request is lost or counted twice", () => {
  const name = fc.oneof(
    appKey,
    fc.nat(1000).map((n) => `app-${n}@1.0.0`),
  );
  const row = fc.tuple(name, fc.nat(50));
  const reading = fc
    .array(row, { maxLength: 300, size: "max" })
    .map((rows): Record<string, number> => Object.fromEntries(rows));
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 4 }), (readings) => {
      const labels = new AppLabels();
      const last = new Map<string, number>();
      let expected = 0;
      for (const requestsOf of readings) {
        const apps = Object.keys(requestsOf);
        for (const app of last.keys()) if (!Object.hasOwn(requestsOf, app)) last.delete(app);
        for (const [app, requests] of Object.entries(requestsOf)) {
          expected += Math.max(0, requests - (last.get(app) ?? 0));
          last.set(app, requests);
        }
        const figures = apps.map((app) => ({ ...nothing, app, requests: requestsOf[app] }));
        const groups = labels.group(
          apps.map((app) => ({ app, state: "idle" as const })),
          figures,
        );
        const names = groups.map(({ app }) => app);
        expect(new Set(names).size).toBe(names.length);
        expect(names.length).toBeLessThanOrEqual(MAX_APP_LABELS + 1);
        const present = groups.filter(({ isPresent }) => isPresent);
        expect(sum(present.map(({ workers }) => workers.idle))).toBe(apps.length);
        expect(sum(groups.map(({ counts }) => counts.requests))).toBe(expected);
        expect(labels.all.requests).toBe(expected);
      }
    }),
    runs(20),
  );
});

const nothing = { errors: undefined, responseSeconds: undefined, ephemeral: false };

let responses = 0;

async function forAll(arbitrary: fc.Arbitrary<unknown>, check: () => Promise<void>): Promise<void> {
  responses = 0;
  await fc.assert(
    fc.asyncProperty(arbitrary, fc.option(fc.nat(100)), async (pool, poolSize) => {
      const service = new MetricsService();
      service.setPool(pool, { poolSize });
      api = createApi(service);
      await check();
    }),
    runs(150),
  );
  expect(responses).toBeGreaterThan(50); // otherwise the pools are too broken to show anything
}

/** The body of a response; `undefined` if the pool can't be read. */
async function bodyOf(path: string): Promise<string | undefined> {
  const response = await api.request(path);
  expect([200, 503]).toContain(response.status);
  const body = await response.text();
  if (response.status !== 200) return undefined;
  responses++;
  return body;
}

function checkPool({ size, active, idle, creating, total, utilization }: PoolMetrics): void {
  for (const value of [size, active, idle, creating, total, utilization]) {
    expect(isFigure(value)).toBe(true);
  }
  expect(total).toBe(active + idle + creating);
  expect(utilization).toBe(size === 0 ? 0 : active / size);
}

function checkRow(row: WorkerRow): void {
  expect(typeof row.id === "string" && row.id !== "").toBe(true);
  expect(typeof row.app === "string" && row.app.isWellFormed()).toBe(true);
  expect(["creating", "ready", "active", "idle", "terminated"]).toContain(row.state);
  const { requests, uptime, memory, errors = 0, avgResponseTimeMs = 0, idleSeconds = 0 } = row;
  for (const value of [requests, uptime, memory.rss, memory.heapUsed]) {
    expect(isFigure(value)).toBe(true);
  }
  for (const value of [errors, avgResponseTimeMs, idleSeconds]) expect(isFigure(value)).toBe(true);
  for (const flag of ["ephemeral", "failed", "blocked"] as const) {
    expect(["boolean", "undefined"]).toContain(typeof row[flag]);
  }
}

function isFigure(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
