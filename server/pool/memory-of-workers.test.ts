import { afterAll, expect, test } from "bun:test";
import { HeapSampler, SAMPLING_PERIOD_MS } from "./memory.ts";

const MB = 2 ** 20;

const script = `
  let kept = [];
  self.onmessage = ({ data }) => {
    // Numbers with a fraction, 8 bytes each, in the heap itself.
    if (data.allocate) kept.push(new Array(data.allocate / 8).fill(0.5));
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

test("a worker that allocates 50 MB is seen to hold them", async () => {
  const worker = await startWorker();
  const before = await sampledRss(worker);
  await tell(worker, { allocate: 50 * MB });
  const grown = (await sampledRss(worker)) - before;
  expect(grown).toBeGreaterThan(45 * MB);
  expect(grown).toBeLessThan(80 * MB);
});

test("a worker caught in a loop is blocked, and its neighbour is not; once free it answers", async () => {
  const clock = { ahead: 0 };
  const sampler = new HeapSampler(() => performance.now() + clock.ahead);
  const [stuck, neighbour] = await Promise.all([startWorker(), startWorker()]);
  const release = new Int32Array(new SharedArrayBuffer(8));
  const freed = tell(stuck, { spinUntil: release });
  await until(() => Atomics.load(release, 1) === 1);
  await sampler.refresh([stuck, neighbour], 50);
  await until(() => sampler.figuresOf(neighbour).blocked === false);
  clock.ahead += SAMPLING_PERIOD_MS + 1;
  expect(sampler.figuresOf(stuck)).toEqual({ blocked: true });
  await sampler.refresh([stuck, neighbour], 1000);
  expect(sampler.figuresOf(neighbour)).toMatchObject({ blocked: false });
  Atomics.store(release, 0, 1);
  await freed;
  await until(() => sampler.figuresOf(stuck).blocked === false);
  expect(sampler.figuresOf(stuck).memory?.rss).toBeGreaterThan(0);
});

test("a worker that is terminated during its call harms nobody", async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", note);
  const sampler = new HeapSampler();
  const dying = await Promise.all(Array.from({ length: 16 }, startWorker));
  const refreshing = sampler.refresh(dying, 500);
  for (const worker of dying) worker.terminate();
  await refreshing;
  await new HeapSampler().refresh(dying, 500);
  await Bun.sleep(20);
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

async function sampledRss(worker: Worker): Promise<number> {
  const sampler = new HeapSampler();
  await sampler.refresh([worker], 2000);
  return sampler.figuresOf(worker).memory?.rss ?? 0;
}

async function startWorker(): Promise<Worker> {
  const worker = new Worker(url);
  workers.push(worker);
  await answerOf(worker);
  return worker;
}

function tell(worker: Worker, message: unknown): Promise<void> {
  const answered = answerOf(worker);
  worker.postMessage(message);
  return answered;
}

function answerOf(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener("message", () => resolve(), { once: true });
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 5000; !holds(); await Bun.sleep(5)) {
    if (performance.now() > end) throw new Error("it never came true");
  }
}
