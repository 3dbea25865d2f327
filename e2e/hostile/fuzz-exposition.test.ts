import { beforeAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ensurePrometheus } from "../../scripts/tools/prometheus.ts";
import { MAX_APP_LABEL_LENGTH, OVERFLOW_APP } from "../../server/exposition/app-groups.ts";
import { MetricsService } from "../../server/services.ts";
import { parseExposition, type Sample } from "../../testing/exposition-parser.ts";
import { runs } from "../../testing/fuzz.ts";
import { anyPool, realPool } from "./any-pool.ts";

/** Fixed, so that a run can be had again; runs enough to meet every kind of name and number. */
const RUNS = runs(400);

const service = new MetricsService();

function scraped(pool: object): string {
  service.setPool(pool, { poolSize: 4 });
  return new TextDecoder().decode(service.prometheusText());
}

const appsOf = (samples: Sample[]) => new Set(samples.flatMap(({ labels }) => labels.app ?? []));

/** Long enough for a download: the check has it before, a run of this file alone may not. */
const DOWNLOAD_MS = 600_000;
let promtool: string;

beforeAll(async () => {
  ({ promtool } = await ensurePrometheus());
}, DOWNLOAD_MS);

describe("the exposition of any pool", () => {
  test("parses whole, with finite numbers of at least 0 only", async () => {
    await fc.assert(
      fc.asyncProperty(anyPool, async (pool) => {
        const samples = parseExposition(scraped(realPool(pool))).flatMap((f) => f.samples);
        for (const { value } of samples) {
          expect(Number.isFinite(value) && value >= 0).toBeTrue();
        }
      }),
      RUNS,
    );
  });

  test("names no app that the pool doesn't have, nor one too long", async () => {
    await fc.assert(
      fc.asyncProperty(anyPool, async (pool) => {
        const samples = parseExposition(scraped(realPool(pool))).flatMap((f) => f.samples);
        const known = new Set(pool.rows.map(([key]) => key.toWellFormed() || "(unnamed)"));
        for (const app of appsOf(samples)) {
          expect(app === OVERFLOW_APP || known.has(app)).toBeTrue();
          expect(app.length).toBeLessThanOrEqual(MAX_APP_LABEL_LENGTH);
        }
      }),
      RUNS,
    );
  });

  test("is taken by promtool", async () => {
    for (const pool of fc.sample(anyPool, runs(40))) {
      const stdin = Buffer.from(scraped(realPool(pool)));
      const { exitCode, stderr } = Bun.spawnSync([promtool, "check", "metrics"], { stdin });
      // 3: it was parsed, and promtool would have named a family otherwise than the documentation does.
      expect([0, 3], String(stderr)).toContain(exitCode);
    }
  });
});
