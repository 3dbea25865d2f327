import { expect, test } from "bun:test";
import { type DevHost, startHost } from "../../dev/host.ts";
import { WorkerPool } from "../../dev/pool/pool.ts";
import { type Family, parseExposition } from "../../testing/exposition-parser.ts";

const APPS = ["hello", "clock", "dice", "echo", "uuid", "visits", "lambda", "fails"];
const ROUNDS = 12;

/** Pool-wide counters of the process, by name. */
async function countersOf(host: DevHost): Promise<Map<string, number>> {
  const scrape = await fetch(`${host.url}${host.base}/api/metrics/prometheus`);
  const counters = parseExposition(await scrape.text()).filter(isPoolCounter);
  return new Map(counters.map(({ name, samples }) => [name, samples[0]?.value ?? Number.NaN]));
}

function isPoolCounter({ name, type }: Family): boolean {
  return type === "counter" && /^(buntime_pool_|process_)/.test(name);
}

async function churn(host: DevHost): Promise<void> {
  const paths = [...APPS, ...APPS].map((app) => `${host.url}/${app}/`);
  await Promise.all(paths.map((path) => fetch(path).then((answer) => answer.text())));
}

test("no pool-wide counter falls while a pool of 2 is churned, replaced and reloaded", async () => {
  const host = await startHost({ port: 0, poolSize: 2, quiet: true });
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const fresh = new WorkerPool({ maxSize: 2 }, logger);
  try {
    let last = await countersOf(host);
    for (let round = 0; round < ROUNDS; round++) {
      // A pool whose counting begins at 0, and then the first again.
      if (round % 4 === 2) host.replacePool(round % 8 === 2 ? fresh : host.pool);
      if (round % 2 === 0) await host.reload();
      await churn(host);
      const now = await countersOf(host);
      expect([...now.keys()]).toEqual([...last.keys()]);
      for (const [name, value] of now) {
        expect(`${name} ${value >= (last.get(name) ?? 0)}`).toBe(`${name} true`);
      }
      last = now;
    }
    expect(last.get("buntime_pool_evictions_total")).toBeGreaterThan(10);
    // Five of the twelve rounds have both their readings on the churned pool; no history is added.
    expect(last.get("buntime_pool_requests_total")).toBe(5 * 2 * APPS.length);
  } finally {
    await host.stop();
    await fresh.stop();
  }
}, 60_000);
