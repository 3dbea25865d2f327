/**
 * What `Worker.getHeapStatistics()` costs: the main thread, the process and the worker that answers.
 *
 *     bun bench/heap-sampling.ts [workers …]      500 workers hold about 5 GB
 */
import { cpus } from "node:os";

const counts = Bun.argv.length > 2 ? Bun.argv.slice(2).map(Number) : [1, 50, 500];
const ROUNDS = 9;
const PAUSE_MS = 100;

/** An app at rest with some 2 MB of live objects; told to, it counts the turns of its event loop. */
const script = `
  globalThis.kept = Array.from({ length: 20_000 }, (_, index) => ({ index, name: "item " + index }));
  let turns = 0;
  const turn = () => { turns++; setImmediate(turn); };
  self.onmessage = ({ data }) => {
    if (data === "turn") turn();
    self.postMessage(turns);
  };
  self.postMessage("ready");
`;
const url = URL.createObjectURL(new Blob([script], { type: "application/javascript" }));

/** The published types of Bun lack the call. */
interface HeapWorker extends Worker {
  getHeapStatistics(): Promise<unknown>;
}

interface Burst {
  /** Main-thread microseconds that one call takes before it returns. */
  callUs: number;
  /** Milliseconds from the first call to the last answer. */
  wallMs: number;
  /** The longest that the main thread's event loop stood still, in milliseconds. */
  stallMs: number;
  /** CPU microseconds of all threads per call. */
  cpuUs: number;
  /** The slowest answer, in milliseconds. */
  slowestMs: number;
}

console.log(`Bun ${Bun.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}`);
console.log("workers  at once   call us   wall ms  stall ms  cpu us/call  slowest ms");
for (const count of counts) await measureCount(count);
console.log(`\nworker's time per call: ${(await workerUs()).toFixed(0)} us`);
process.exit(0);

async function measureCount(count: number): Promise<void> {
  const workers = await spawn(count);
  for (const atOnce of [1, 8, 16, 64, count].filter(
    (lanes, index) => lanes < count || index === 4,
  )) {
    printRow(count, atOnce, await medianBurst(workers, atOnce));
  }
  for (const worker of workers) worker.terminate();
}

async function spawn(count: number): Promise<HeapWorker[]> {
  const workers: HeapWorker[] = [];
  for (let index = 0; index < count; index++) {
    const worker = new Worker(url) as HeapWorker;
    await new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
    workers.push(worker);
  }
  return workers;
}

async function medianBurst(workers: HeapWorker[], atOnce: number): Promise<Burst> {
  const bursts: Burst[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await Bun.sleep(PAUSE_MS);
    bursts.push(await burst(workers, atOnce));
  }
  const middle = (name: keyof Burst) => median(bursts.map((one) => one[name]));
  return {
    callUs: middle("callUs"),
    wallMs: middle("wallMs"),
    stallMs: middle("stallMs"),
    cpuUs: middle("cpuUs"),
    slowestMs: middle("slowestMs"),
  };
}

/** Asks every worker once, so many calls under way at a time. */
async function burst(workers: HeapWorker[], atOnce: number): Promise<Burst> {
  const waiting = [...workers];
  let callUs = 0;
  let slowestMs = 0;
  const lane = async () => {
    for (let worker = waiting.pop(); worker; worker = waiting.pop()) {
      const asked = performance.now();
      const answer = worker.getHeapStatistics();
      callUs += (performance.now() - asked) * 1000;
      await answer;
      slowestMs = Math.max(slowestMs, performance.now() - asked);
    }
  };
  const stall = watchStall();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(Array.from({ length: Math.min(atOnce, workers.length) }, lane));
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const each = 1 / workers.length;
  return {
    callUs: callUs * each,
    wallMs,
    stallMs: stall(),
    cpuUs: (user + system) * each,
    slowestMs,
  };
}

/** Watches the gaps between turns of the event loop; the answer ends it and gives the longest. */
function watchStall(): () => number {
  let last = performance.now();
  let longest = 0;
  let running = true;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    running = false;
    return longest;
  };
}

/** What one call takes from the worker: the turns that it loses while it is asked without a pause. */
async function workerUs(): Promise<number> {
  const [worker] = await spawn(1);
  if (!worker) return Number.NaN;
  await turnsOf(worker, "turn");
  const results: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const free = await turnsIn(worker, () => Bun.sleep(300).then(() => 0));
    const asked = await turnsIn(worker, async () => {
      let calls = 0;
      for (const end = performance.now() + 300; performance.now() < end; calls++) {
        await worker.getHeapStatistics();
      }
      return calls;
    });
    const lostSeconds =
      asked.seconds * (1 - asked.turns / asked.seconds / (free.turns / free.seconds));
    results.push((lostSeconds * 1e6) / asked.calls);
  }
  return median(results);
}

async function turnsIn(worker: Worker, task: () => Promise<number>) {
  const before = await turnsOf(worker, "");
  const start = performance.now();
  const calls = await task();
  const seconds = (performance.now() - start) / 1000;
  return { turns: (await turnsOf(worker, "")) - before, seconds, calls };
}

function turnsOf(worker: Worker, message: string): Promise<number> {
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => resolve(Number(data)), { once: true });
    worker.postMessage(message);
  });
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function printRow(count: number, atOnce: number, burst: Burst): void {
  const { callUs, wallMs, stallMs, cpuUs, slowestMs } = burst;
  const figures = [callUs, wallMs, stallMs, cpuUs, slowestMs].map((figure) =>
    figure.toFixed(2).padStart(9),
  );
  console.log(`${String(count).padStart(7)} ${String(atOnce).padStart(8)} ${figures.join(" ")}`);
}
