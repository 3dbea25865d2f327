import { afterAll, afterEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { appKey, documentedPool, realPool } from "../testing/arbitrary-pools.ts";
import { parseExposition } from "../testing/exposition-parser.ts";
import { runs } from "../testing/fuzz.ts";
import { createApi } from "./api.ts";
import { AppLabels, MAX_APP_LABELS, OVERFLOW_APP } from "./exposition/app-groups.ts";
import { escapeLabel } from "./exposition/labels.ts";
import type { PoolTotals } from "./pool/snapshot.ts";
import { MetricsService } from "./services.ts";
import { SteadyTotals } from "./steady-totals.ts";
import type { PoolMetrics, WorkerRow } from "./types.ts";

const service = new MetricsService();
const api = createApi(service);

const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
process.on("unhandledRejection", note);
afterAll(() => {
  process.off("unhandledRejection", note);
});
afterEach(() => expect(unhandled).toEqual([]));

describe.each([
  ["of the real shape", realPool],
  ["of the documented shape", documentedPool],
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

  test("the text parses, has no series twice, and nothing below 0", async () => {
    await forAll(arbitrary, async () => {
      const text = await bodyOf("/api/metrics/prometheus");
      const samples = text ? parseExposition(text).flatMap((family) => family.samples) : [];
      for (const { value } of samples) expect(isFigure(value)).toBe(true);
    });
  });
});

test("a label comes out of the text as it went in, but for what is no Unicode", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (label) => {
      const text = `# TYPE a gauge\na{b="${escapeLabel(label)}"} 1\n`;
      const [sample] = parseExposition(text)[0]?.samples ?? [];
      expect(sample?.labels.b).toBe(label.toWellFormed());
    }),
    runs(300),
  );
});

test("totals never go down, wherever the pool begins anew", () => {
  const figure = fc.option(fc.oneof(fc.nat(20), fc.maxSafeNat()), { nil: undefined });
  const totals = fc.record({ requests: figure, hits: figure, retired: figure });
  fc.assert(
    fc.property(fc.array(totals, { minLength: 2 }), (sequence) => {
      const steady = new SteadyTotals();
      const last: Record<string, number> = {};
      for (const told of sequence) {
        for (const [name, value] of Object.entries(steady.steady(told as PoolTotals))) {
          if (typeof value !== "number") continue;
          expect(value).toBeGreaterThanOrEqual(last[name] ?? 0);
          last[name] = value;
        }
      }
    }),
    runs(300),
  );
});

test("labels of apps are bounded, stay with their apps, and lose no request", () => {
  const apps = fc.array(
    fc.oneof(
      appKey,
      fc.nat(1000).map((n) => `app-${n}@1.0.0`),
    ),
    {
      maxLength: 600,
      size: "max",
    },
  );
  fc.assert(
    fc.property(fc.array(apps, { minLength: 1, maxLength: 4 }), (scrapes) => {
      const labels = new AppLabels();
      const owned = new Set<string>();
      let overflowed = 0;
      for (const seen of scrapes) {
        const figures = seen.map((app) => ({ ...nothing, app, requests: 1 }));
        const held = seen.map((app) => ({ app, state: "idle" as const }));
        const groups = labels.group(held, figures);
        const names = groups.map(({ app }) => app);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) if (name !== OVERFLOW_APP) owned.add(name);
        const other = groups.find(({ app }) => app === OVERFLOW_APP);
        const own = sum(groups.map(({ requests }) => requests)) - (other?.requests ?? 0);
        // What the overflow has counted stays in it, though its apps are forgotten.
        if (overflowed === 0 || !other) expect(own + (other?.requests ?? 0)).toBe(seen.length);
        else expect(other.requests).toBeGreaterThanOrEqual(Math.max(overflowed, seen.length - own));
        overflowed = other?.requests ?? overflowed;
        expect(sum(groups.map(({ workers }) => workers.idle))).toBe(seen.length);
        for (const app of seen) if (owned.has(app)) expect(names).toContain(app);
      }
      expect(owned.size).toBeLessThanOrEqual(MAX_APP_LABELS);
    }),
    runs(40),
  );
});

const nothing = { errors: undefined, responseSeconds: undefined, ephemeral: false };

let answered = 0;

async function forAll(arbitrary: fc.Arbitrary<unknown>, check: () => Promise<void>): Promise<void> {
  answered = 0;
  await fc.assert(
    fc.asyncProperty(arbitrary, fc.option(fc.nat(100)), async (pool, poolSize) => {
      service.setPool(pool, { poolSize });
      await check();
    }),
    runs(150),
  );
  expect(answered).toBeGreaterThan(50); // else the pools are too sick to show anything
}

/** The body of an answer; nothing where the pool can't be read at all. */
async function bodyOf(path: string): Promise<string | undefined> {
  const response = await api.request(path);
  expect([200, 503]).toContain(response.status);
  const body = await response.text();
  if (response.status !== 200) return undefined;
  answered++;
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
