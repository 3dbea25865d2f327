import { beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import metricsPlugin from "../../plugin.ts";
import { ensurePrometheus } from "../../scripts/tools/monitoring.ts";
import { arbitraryRealPool } from "../../testing/arbitrary-pools.ts";
import { parseExposition } from "../../testing/exposition-parser.ts";
import { runs } from "../../testing/fuzz.ts";

const MAX_APP_LABEL_LENGTH = 200;
const OVERFLOW_APP = "(other)";

let promtool: string;
beforeAll(async () => {
  ({ promtool } = await ensurePrometheus());
});

let pools = 0;

/**
 * Responses of a plugin, used as a host does; `undefined` where the pool can't be read at all. Each has
 * a base of its own, since counters outlive a plugin at the same base.
 */
async function bodiesOf(pool: unknown, ...paths: string[]): Promise<string[] | undefined> {
  const plugin = metricsPlugin({ base: `/fuzz-${pools++}` });
  plugin.onInit({ pool, globalConfig: { poolSize: 4 } });
  const responses = await Promise.all(
    paths.map((path) => plugin.routes.request(`/api/metrics/${path}`)),
  );
  const bodies = await Promise.all(responses.map((response) => response.text()));
  return responses.every(({ status }) => status === 200) ? bodies : undefined;
}

test("the text names no app that stats does not, nor one with too long a name", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRealPool, async (pool) => {
      const [text, stats] = (await bodiesOf(pool, "prometheus", "stats")) ?? [];
      if (text === undefined || stats === undefined) return;
      const apps = JSON.parse(stats).workers.map(({ app }: { app: string }) => app);
      const known = new Set([OVERFLOW_APP, ...apps]);
      for (const { labels } of parseExposition(text).flatMap(({ samples }) => samples)) {
        if (labels.app === undefined) continue;
        expect(known).toContain(labels.app);
        expect(labels.app.length).toBeLessThanOrEqual(MAX_APP_LABEL_LENGTH);
      }
    }),
    runs(150),
  );
});

test("promtool parses the text of any pool", async () => {
  for (const pool of fc.sample(arbitraryRealPool, runs(40))) {
    const [text] = (await bodiesOf(pool, "prometheus")) ?? [];
    if (text === undefined) continue;
    const stdin = Buffer.from(text);
    const { exitCode, stderr } = Bun.spawnSync([promtool, "check", "metrics"], { stdin });
    // 3: parsed, but promtool would name a family otherwise than the documentation does.
    expect([0, 3], String(stderr)).toContain(exitCode);
  }
});
