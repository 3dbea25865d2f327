/**
 * What the plugin's answers cost on the host's thread, beside the pool's own `getWorkerStats()`.
 *
 *     bun bench/reading-cost.ts
 */

import { MetricsService } from "../server/services.ts";
import { InProcessPool } from "../testing/in-process-pool.ts";

const CASES: readonly [workers: number, pastRows: number][] = [
  [15, 0],
  [500, 0],
  [500, 1000],
  [10_000, 0],
  [10_000, 1000],
];

const ROUNDS = 15;
const MEASURE_MS = 40;

type Task = () => unknown;

for (const [workers, pastRows] of CASES) await measureCase(workers, pastRows);

async function measureCase(workers: number, pastRows: number): Promise<void> {
  const pool = new InProcessPool(workers, pastRows);
  const service = new MetricsService();
  service.setPool(pool);
  const tasks: Record<string, Task> = {
    "getWorkerStats()": () => pool.getWorkerStats(),
    "JSON body": () => JSON.stringify(service.metrics()),
    "scrape text": () => service.prometheusText(),
    "stats body": async () => JSON.stringify(await service.stats()),
  };
  const costs = await measureAll(tasks);
  const bare = costs["getWorkerStats()"] ?? Number.NaN;
  console.log(`\n${workers} workers, ${pastRows} past rows`);
  for (const [name, ns] of Object.entries(costs)) print(name, ns, workers, bare);
}

/** The median of rounds in which the tasks take turns, so that the machine's moods hit all alike. */
async function measureAll(tasks: Record<string, Task>): Promise<Record<string, number>> {
  const rounds: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      rounds[name] = [...(rounds[name] ?? []), await measure(task)];
    }
  }
  return Object.fromEntries(Object.entries(rounds).map(([name, costs]) => [name, median(costs)]));
}

/** Nanoseconds of one call. Each call has a turn of its own, since a turn's readers share one reading. */
async function measure(task: Task): Promise<number> {
  let calls = 0;
  let spent = 0;
  while (spent < MEASURE_MS * 1e6) {
    await new Promise((resolve) => setImmediate(resolve));
    const start = Bun.nanoseconds();
    await task();
    spent += Bun.nanoseconds() - start;
    calls++;
  }
  return spent / calls;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function print(name: string, ns: number, workers: number, bare: number): void {
  const us = (ns / 1000).toFixed(1).padStart(9);
  const each = (ns / workers).toFixed(0).padStart(7);
  console.log(`  ${name.padEnd(18)} ${us} us ${each} ns/worker ${(ns / bare).toFixed(2)}x`);
}
