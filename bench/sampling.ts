import { type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { interleave, spread } from "./statistics.ts";
import { spawnThreads, type Thread } from "./threads.ts";

const PAUSE_MS = 100;

/** What sampling all workers once costs. */
interface Burst {
  /** Main-thread microseconds that one call takes before it returns. */
  callUs: number;
  /** CPU microseconds of all threads for each worker. */
  cpuUs: number;
  /** Milliseconds from the first call to the last result. */
  wallMs: number;
  /** The longest that the main thread's event loop stood still, in milliseconds. */
  stallMs: number;
  /** The slowest result, in milliseconds. */
  slowestMs: number;
}

/** The calls of each worker. */
const CALLS = {
  heap: (thread: Thread) => thread.getHeapStatistics(),
  "heap and CPU": (thread: Thread) =>
    Promise.all([thread.getHeapStatistics(), thread.cpuUsageInternal?.()]),
};
type Call = keyof typeof CALLS;

/** What it costs to sample workers: the main thread, the process, and a worker itself. */
export async function samplingPart({ quick }: PartOptions): Promise<PartResult> {
  const rounds = quick ? 3 : 5;
  const rows: string[][] = [];
  const figures: Record<string, unknown> = {};
  let ofWorker = Number.NaN;
  for (const count of quick ? [1, 50] : [1, 500]) {
    const threads = await spawnThreads(count);
    const lanes = [...new Set([1, 8, 16, 64, count])].filter((lane) => lane <= count);
    const names = lanes.flatMap((lane) =>
      (Object.keys(CALLS) as Call[]).map((call) => `${lane} ${call}` as const),
    );
    const bursts = await interleave(names, rounds, (name) => burst(threads, name));
    for (const name of names) {
      const cells = (["callUs", "cpuUs", "wallMs", "stallMs", "slowestMs"] as const).map((figure) =>
        plusMinus(spread((bursts[name] ?? []).map((one) => one[figure]))),
      );
      const [lane = "", ...call] = name.split(" ");
      rows.push([`${count} workers, ${lane} at a time: ${call.join(" ")}`, ...cells]);
    }
    figures[count] = bursts;
    if (count === 1) ofWorker = await workerUs(threads, quick ? 200 : 2000);
    for (const thread of threads) thread.terminate();
  }
  return {
    title: "7. Sampling workers' heap and CPU time, ± MAD",
    columns: ["", "call us", "CPU us a worker", "all, ms", "stall ms", "slowest ms"],
    rows,
    goals: [],
    notes: [
      "call: the main thread's time before the call returns. CPU: of all threads, for each worker.",
      "stall: the longest that the main thread's event loop stood still.",
      `A heap call takes ${round(ofWorker)} us of the worker's own CPU time.`,
    ],
    figures,
  };
}

/** Samples every worker once, so many at a time. */
async function burst(threads: readonly Thread[], name: `${number} ${Call}`): Promise<Burst> {
  await Bun.sleep(PAUSE_MS);
  const [lanes, ...words] = name.split(" ");
  const call = CALLS[words.join(" ") as Call];
  const waiting = [...threads];
  let [callUs, slowestMs] = [0, 0];
  const lane = async () => {
    for (let thread = waiting.pop(); thread; thread = waiting.pop()) {
      const called = performance.now();
      const result = call(thread);
      callUs += (performance.now() - called) * 1000;
      await result;
      slowestMs = Math.max(slowestMs, performance.now() - called);
    }
  };
  const stall = watchStall();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(Array.from({ length: Number(lanes) }, lane));
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const { length } = threads;
  const [ofCall, ofCpu] = [callUs / length, (user + system) / length];
  return { callUs: ofCall, cpuUs: ofCpu, wallMs, stallMs: stall(), slowestMs };
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

/** CPU microseconds that one heap call takes from the worker; `NaN` where its time can't be read. */
async function workerUs([thread]: Thread[], calls: number): Promise<number> {
  const used = async () => {
    const { user, system } = (await thread?.cpuUsageInternal?.()) ?? { user: NaN, system: NaN };
    return user + system;
  };
  const before = await used();
  for (let call = 0; call < calls; call++) await thread?.getHeapStatistics();
  return ((await used()) - before) / calls;
}
