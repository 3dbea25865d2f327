import { type PartOptions, type PartResult, plusMinus } from "./report.ts";
import { interleave, spread } from "./statistics.ts";
import { spawnThreads, type Thread } from "./threads.ts";

const PAUSE_MS = 100;

/** What sampling all workers once costs; the values are the columns' headings. */
const FIGURES = {
  /** Main-thread microseconds that the two calls take before they return. */
  calls: "calls us",
  /** CPU microseconds of all threads for each worker. */
  cpu: "CPU us a worker",
  /** Milliseconds from the first call to the last result. */
  all: "all, ms",
  /** The longest pause of the main thread's event loop, in milliseconds. */
  stall: "stall ms",
  /** The slowest result, in milliseconds. */
  slowest: "slowest ms",
};
const FIGURE_NAMES = Object.keys(FIGURES) as (keyof typeof FIGURES)[];
type Burst = Record<keyof typeof FIGURES, number>;

/** The cost of sampling all workers of a large pool, by the number of parallel samples. */
export async function samplingPart({ quick }: PartOptions): Promise<PartResult> {
  const count = quick ? 50 : 500;
  const threads = await spawnThreads(count);
  const lanes = [1, 8, 16, 64, 500].map(String);
  const bursts = await interleave(lanes, quick ? 3 : 5, (lane) => burst(threads, Number(lane)));
  for (const thread of threads) thread.terminate();
  return {
    title: `7. Sampling heap and CPU time of ${count} workers, ± MAD`,
    columns: ["", ...Object.values(FIGURES)],
    rows: Object.entries(bursts).map(([lane, rounds]) => [
      `${lane} at a time`,
      ...FIGURE_NAMES.map((figure) => plusMinus(spread(rounds.map((one) => one[figure])))),
    ]),
    goals: [],
    notes: [
      "calls: the main thread's time until both calls return. CPU: of all threads, per worker.",
      "stall: the longest pause of the main thread's event loop.",
    ],
    figures: { bursts },
  };
}

/** Samples every worker once, `lane` at a time. */
async function burst(threads: readonly Thread[], lanes: number): Promise<Burst> {
  await Bun.sleep(PAUSE_MS);
  const waiting = [...threads];
  let [calls, slowest] = [0, 0];
  const lane = async () => {
    for (let thread = waiting.pop(); thread; thread = waiting.pop()) {
      const called = performance.now();
      const results = [thread.getHeapStatistics(), thread.cpuUsageInternal?.()];
      calls += (performance.now() - called) * 1000;
      await Promise.all(results);
      slowest = Math.max(slowest, performance.now() - called);
    }
  };
  const stall = watchStall();
  const before = process.cpuUsage();
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  const all = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const { length } = threads;
  return { calls: calls / length, cpu: (user + system) / length, all, stall: stall(), slowest };
}

/** Watches the gaps between turns of the event loop; the returned function stops, and returns the longest. */
function watchStall(): () => number {
  let last = performance.now();
  let longest = 0;
  let next = setImmediate(look);
  function look() {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    next = setImmediate(look);
  }
  return () => {
    look();
    clearImmediate(next);
    return longest;
  };
}
