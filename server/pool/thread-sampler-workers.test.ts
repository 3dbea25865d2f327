import { afterAll, expect, test } from "bun:test";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { eventually } from "../../testing/eventually.ts";
import type { ThreadFigures } from "./snapshot.ts";
import { SAMPLING_PERIOD_MS } from "./thread-sample.ts";
import { ThreadSampler } from "./thread-sampler.ts";

const MB = 2 ** 20;

/** Linux lists the threads of this process here. */
const TASKS = "/proc/self/task";

const script = `
  let kept = [];
  let sum = 0;
  self.onmessage = ({ data }) => {
    // Numbers with a fraction, 8 bytes each, in the heap itself.
    if (data.allocate) kept.push(new Array(data.allocate / 8).fill(0.5));
    for (let turn = 0; turn < (data.work ?? 0); turn++) sum += Math.sqrt(turn);
    if (data.spinUntil) {
      Atomics.store(data.spinUntil, 1, 1);
      while (Atomics.load(data.spinUntil, 0) === 0);
    }
    self.postMessage("done");
  };
  self.postMessage("ready");
`;
const url = URL.createObjectURL(new Blob([script], { type: "application/javascript" }));
const workers: Worker[] = [];

afterAll(() => {
  for (const worker of workers) worker.terminate();
  URL.revokeObjectURL(url);
});

test("a worker that allocates 50 MB holds them", async () => {
  const worker = await startWorker();
  const before = await sampledRss(worker);
  await send(worker, { allocate: 50 * MB });
  const grown = (await sampledRss(worker)) - before;
  expect(grown).toBeGreaterThan(45 * MB);
  expect(grown).toBeLessThan(80 * MB);
});

test("a worker in an endless loop is blocked, and another is not; after the loop it responds", async () => {
  const clock = { ahead: 0 };
  const sampler = new ThreadSampler(() => performance.now() + clock.ahead);
  const [stuck, neighbour] = await Promise.all([startWorker(), startWorker()]);
  const release = new Int32Array(new SharedArrayBuffer(8));
  const respond = (what: string, worker: Worker) =>
    eventually(what, () => sampler.figuresOf(worker).blocked === false);
  const freed = send(stuck, { spinUntil: release });
  await eventually("one worker is caught", () => Atomics.load(release, 1) === 1);
  await sampler.refresh([stuck, neighbour], 50);
  await respond("the other responds", neighbour);
  clock.ahead += SAMPLING_PERIOD_MS + 1;
  expect(sampler.figuresOf(stuck)).toMatchObject({ blocked: true, memory: undefined });
  await sampler.refresh([stuck, neighbour], 1000);
  await respond("the other still does", neighbour);
  Atomics.store(release, 0, 1);
  await freed;
  await respond("the first one does again", stuck);
  expect(sampler.figuresOf(stuck).memory?.rss).toBeGreaterThan(0);
});

test.skipIf(!existsSync(`${TASKS}/${process.pid}/schedstat`))(
  "a worker's CPU time is only that of its thread",
  async () => {
    const others = new Set(threadsNamedWorker());
    const worker = await startWorker();
    const [thread = "none", ...more] = threadsNamedWorker().filter((id) => !others.has(id));
    expect(more).toEqual([]);
    const neighbour = await startWorker();
    for (const work of [1e6, 2e7]) {
      await Promise.all([send(worker, { work }), send(neighbour, { work: 2 * work })]);
      const before = threadCpu(thread);
      const { cpuSeconds = Number.NaN } = await sampled(worker);
      const tolerance = Math.max(0.01, 0.05 * before);
      expect(cpuSeconds).toBeGreaterThan(before - tolerance);
      expect(cpuSeconds).toBeLessThan(threadCpu(thread) + tolerance);
    }
  },
);

test("terminating a worker during its sample causes no error", async () => {
  const sampler = new ThreadSampler();
  const dying = await Promise.all(Array.from({ length: 16 }, startWorker));
  const refreshing = sampler.refresh(dying, 500);
  for (const worker of dying) worker.terminate();
  await refreshing;
  await new ThreadSampler().refresh(dying, 500);
  await Bun.sleep(20); // an unhandled rejection fails the test
});

function threadsNamedWorker(): string[] {
  return readdirSync(TASKS).filter(
    (id) => readFileSync(`${TASKS}/${id}/comm`, "utf8").trim() === "Worker",
  );
}

/** Seconds that a thread has spent on a CPU: its scheduler's first figure, in nanoseconds. */
function threadCpu(id: string): number {
  return Number(readFileSync(`${TASKS}/${id}/schedstat`, "utf8").split(" ")[0]) / 1e9;
}

async function sampled(worker: Worker): Promise<ThreadFigures> {
  const sampler = new ThreadSampler();
  await sampler.refresh([worker], 30_000);
  return sampler.figuresOf(worker);
}

async function sampledRss(worker: Worker): Promise<number> {
  return (await sampled(worker)).memory?.rss ?? 0;
}

async function startWorker(): Promise<Worker> {
  const worker = new Worker(url);
  workers.push(worker);
  await once(worker, "message");
  return worker;
}

async function send(worker: Worker, message: unknown): Promise<void> {
  const received = once(worker, "message");
  worker.postMessage(message);
  await received;
}
