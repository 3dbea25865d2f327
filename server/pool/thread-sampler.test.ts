import { afterEach, describe, expect, jest, test } from "bun:test";
import type { ThreadFigures } from "./snapshot.ts";
import {
  LANES,
  MAX_PENDING_SAMPLES,
  MAX_SAMPLES,
  PATIENCE_MS,
  SAMPLING_PERIOD_MS,
  ThreadSampler,
} from "./thread-sampler.ts";

const HEAP = { total_physical_size: 4000, used_heap_size: 1000 };
const BUDGET_MS = 50;

/** 1.25 s, in microseconds. */
const CPU = { user: 1_000_400, system: 249_800 };

/** A thread that responds when told to. */
class FakeThread {
  readonly waiting: PromiseWithResolvers<unknown>[] = [];
  calls = 0;

  getHeapStatistics(): Promise<unknown> {
    this.calls++;
    const call = Promise.withResolvers<unknown>();
    this.waiting.push(call);
    return call.promise;
  }

  respond(heap: unknown = HEAP): void {
    for (const call of this.waiting.splice(0)) call.resolve(heap);
  }
}

/** A thread that responds at once. */
class PromptThread {
  calls = 0;

  constructor(
    readonly heap: unknown = HEAP,
    readonly cpu: unknown = CPU,
  ) {}

  getHeapStatistics(): Promise<unknown> {
    this.calls++;
    return Promise.resolve(this.heap);
  }

  cpuUsageInternal(): Promise<unknown> {
    return Promise.resolve(this.cpu);
  }
}

function samplerWithClock() {
  const clock = { now: 0 };
  const sampler = new ThreadSampler(() => clock.now);
  const figuresOf = (thread: object): ThreadFigures => {
    const { memory, cpuSeconds, blocked, sampledSecondsAgo } = sampler.figuresOf(thread);
    return { memory, cpuSeconds, blocked, sampledSecondsAgo };
  };
  return { clock, sampler, figuresOf };
}

afterEach(() => void jest.useRealTimers());

describe("the memory of a worker", () => {
  test("is not known before the first sample", () => {
    expect(samplerWithClock().figuresOf({})).toEqual({});
  });

  test("is what its heap holds resident, and what of that is in use", async () => {
    const { sampler, figuresOf } = samplerWithClock();
    const thread = new PromptThread();
    await sampler.refresh([thread], BUDGET_MS);
    expect(figuresOf(thread)).toEqual({
      memory: { rss: 4000, heapUsed: 1000 },
      cpuSeconds: 1.25,
      blocked: false,
    });
  });

  test.each([
    [null],
    ["4000"],
    [[]],
    [{}],
    [{ total_physical_size: 4000 }],
    [{ total_physical_size: 0, used_heap_size: 0 }],
    [{ total_physical_size: Number.NaN, used_heap_size: 1 }],
    [{ total_physical_size: 4000, used_heap_size: -1 }],
    [{ total_physical_size: Number.POSITIVE_INFINITY, used_heap_size: 1 }],
    [{ total_physical_size: "4000", used_heap_size: "1000" }],
  ])("is not known after %p, its CPU time is", async (heap) => {
    const { sampler, figuresOf } = samplerWithClock();
    const thread = new PromptThread(heap);
    await sampler.refresh([thread], BUDGET_MS);
    expect(figuresOf(thread)).toEqual({ cpuSeconds: 1.25, blocked: false });
  });

  test.each([
    ["has no such calls", {}],
    ["has something else there", { getHeapStatistics: 5, cpuUsageInternal: "1" }],
    ["refuses", { getHeapStatistics: reject, cpuUsageInternal: reject }],
    ["throws", { getHeapStatistics: fail, cpuUsageInternal: fail }],
    [
      "throws when it is looked at",
      Object.defineProperties(
        {},
        { getHeapStatistics: { get: fail }, cpuUsageInternal: { get: fail } },
      ),
    ],
  ])(
    "is not known of one that %s, nor its CPU time or whether it is blocked",
    async (_, thread) => {
      const { sampler, figuresOf } = samplerWithClock();
      await sampler.refresh([thread], BUDGET_MS);
      expect(figuresOf(thread)).toEqual({});
    },
  );

  test("is forgotten when it refuses the next sample", async () => {
    const { clock, sampler, figuresOf } = samplerWithClock();
    const thread = new FakeThread();
    const first = sampler.refresh([thread], BUDGET_MS);
    thread.respond();
    await first;
    clock.now += SAMPLING_PERIOD_MS;
    const second = sampler.refresh([thread], BUDGET_MS);
    for (const call of thread.waiting) call.reject(new Error("it has ended"));
    await second;
    expect(figuresOf(thread)).toEqual({});
  });
});

describe("the CPU time of a worker", () => {
  test.each([
    [null],
    ["1250000"],
    [{ user: 1 }],
    [{ user: -1, system: 0 }],
    [{ user: Number.NaN, system: 0 }],
    [{ user: 1, system: "0" }],
  ])("is not known after %p, its memory is", async (cpu) => {
    const { sampler, figuresOf } = samplerWithClock();
    const thread = new PromptThread(HEAP, cpu);
    await sampler.refresh([thread], BUDGET_MS);
    expect(figuresOf(thread)).toEqual({
      memory: { rss: 4000, heapUsed: 1000 },
      blocked: false,
    });
  });

  test("is not known on a Bun without the call, its memory is", async () => {
    const { sampler, figuresOf } = samplerWithClock();
    const thread = { getHeapStatistics: () => Promise.resolve(HEAP) };
    await sampler.refresh([thread], BUDGET_MS);
    expect(figuresOf(thread)).toEqual({
      memory: { rss: 4000, heapUsed: 1000 },
      blocked: false,
    });
  });
});

describe("the age of figures", () => {
  test("is known when they are older than a sampling period, and gone with the next sample", async () => {
    const { clock, sampler, figuresOf } = samplerWithClock();
    const thread = new PromptThread();
    await sampler.refresh([thread], BUDGET_MS);
    clock.now += SAMPLING_PERIOD_MS;
    expect(figuresOf(thread).sampledSecondsAgo).toBeUndefined();
    clock.now += 2500;
    expect(figuresOf(thread).sampledSecondsAgo).toBe(3.5);
    await sampler.refresh([thread], BUDGET_MS);
    expect(figuresOf(thread).sampledSecondsAgo).toBeUndefined();
  });
});

describe("samples", () => {
  test("of one worker are a sampling period apart", async () => {
    const { clock, sampler } = samplerWithClock();
    const thread = new PromptThread();
    await sampler.refresh([thread], BUDGET_MS);
    clock.now += SAMPLING_PERIOD_MS - 1;
    await sampler.refresh([thread], BUDGET_MS);
    expect(thread.calls).toBe(1);
    clock.now += 1;
    await sampler.refresh([thread], BUDGET_MS);
    expect(thread.calls).toBe(2);
  });

  test("never queue at a worker that doesn't respond", async () => {
    const { clock, sampler } = samplerWithClock();
    const thread = new FakeThread();
    for (let round = 0; round < 5; round++) {
      await sampler.refresh([thread], 1);
      clock.now += 2 * SAMPLING_PERIOD_MS;
    }
    expect(thread.calls).toBe(1);
  });

  test("are so many at a time and no more", async () => {
    const { sampler } = samplerWithClock();
    const threads = Array.from({ length: 3 * LANES }, () => new FakeThread());
    const refreshing = sampler.refresh(threads, BUDGET_MS);
    expect(countCalls(threads)).toBe(LANES);
    while (countCalls(threads) < threads.length) {
      for (const thread of threads) thread.respond();
      await Promise.resolve();
      expect(waitingCalls(threads)).toBeLessThanOrEqual(LANES);
    }
    for (const thread of threads) thread.respond();
    await refreshing;
  });

  test("of workers that don't respond hold up the others only for a moment", async () => {
    jest.useFakeTimers();
    const { sampler } = samplerWithClock();
    const stuck = Array.from({ length: LANES }, () => new FakeThread());
    const prompt = Array.from({ length: 20 }, () => new PromptThread());
    const refreshing = sampler.refresh([...prompt, ...stuck], BUDGET_MS);
    await settled();
    expect(countCalls(stuck)).toBe(LANES);
    expect(countCalls(prompt)).toBe(0);
    jest.advanceTimersByTime(PATIENCE_MS);
    await settled();
    expect(countCalls(prompt)).toBe(20);
    jest.advanceTimersByTime(BUDGET_MS);
    await refreshing;
  });

  test("are bounded in a sampling period, and the workers of a larger pool take turns", async () => {
    const { clock, sampler } = samplerWithClock();
    const threads = Array.from({ length: MAX_SAMPLES + 200 }, () => new PromptThread());
    await sampler.refresh(threads, BUDGET_MS);
    await sampler.refresh(threads, BUDGET_MS);
    expect(countCalls(threads)).toBe(MAX_SAMPLES);
    clock.now += SAMPLING_PERIOD_MS;
    await sampler.refresh(threads, BUDGET_MS);
    expect(countCalls(threads)).toBe(2 * MAX_SAMPLES);
    expect(threads.every(({ calls }) => calls > 0)).toBe(true);
  });

  test("under way are bounded; a result makes room, and so does a worker that has gone", async () => {
    jest.useFakeTimers();
    const { clock, sampler } = samplerWithClock();
    const threads = Array.from({ length: MAX_PENDING_SAMPLES + 50 }, () => new FakeThread());
    const refresh = async (of: FakeThread[]) => {
      const refreshing = sampler.refresh(of, BUDGET_MS);
      for (let calls = 0; calls <= MAX_SAMPLES; calls += LANES) {
        jest.advanceTimersByTime(PATIENCE_MS);
        await settled();
      }
      await refreshing;
      clock.now += SAMPLING_PERIOD_MS;
    };
    for (let calls = 0; calls <= MAX_PENDING_SAMPLES; calls += MAX_SAMPLES) await refresh(threads);
    expect(countCalls(threads)).toBe(MAX_PENDING_SAMPLES);
    const waiting = threads.filter((thread) => thread.waiting.length > 0);
    for (const thread of waiting.slice(0, 5)) thread.respond();
    await refresh(threads.filter((thread) => !waiting.slice(0, 5).includes(thread)));
    expect(countCalls(threads)).toBe(MAX_PENDING_SAMPLES + 5);
    await refresh(threads.filter((thread) => !waiting.slice(0, 15).includes(thread)));
    expect(countCalls(threads)).toBe(MAX_PENDING_SAMPLES + 15);
  });

  test("don't begin when the budget is spent", async () => {
    const { clock, sampler } = samplerWithClock();
    const slow = Array.from({ length: 100 }, () => ({
      getHeapStatistics: () => {
        clock.now += 10;
        return Promise.resolve(HEAP);
      },
    }));
    await sampler.refresh(slow, BUDGET_MS);
    expect(clock.now).toBe(BUDGET_MS);
  });

  test("without a result end the wait with the budget", async () => {
    const { sampler } = samplerWithClock();
    const threads = Array.from({ length: 100 }, () => new FakeThread());
    jest.useFakeTimers();
    let isOver = false;
    const refreshing = sampler.refresh(threads, BUDGET_MS).then(() => {
      isOver = true;
    });
    for (let passed = 1; passed < BUDGET_MS; passed++) {
      jest.advanceTimersByTime(1);
      await settled();
    }
    expect(isOver).toBe(false);
    jest.advanceTimersByTime(1);
    await refreshing;
  });
});

describe("a worker is blocked", () => {
  test("while a sample has been under way for more than a sampling period, and no longer", async () => {
    const { clock, sampler, figuresOf } = samplerWithClock();
    const thread = new FakeThread();
    await sampler.refresh([thread], 1);
    clock.now += SAMPLING_PERIOD_MS;
    expect(figuresOf(thread)).toEqual({});
    clock.now += 1;
    expect(figuresOf(thread)).toEqual({ blocked: true });
    thread.respond();
    await settled();
    expect(figuresOf(thread)).toEqual({
      memory: { rss: 4000, heapUsed: 1000 },
      blocked: false,
    });
  });

  test("though only one of the two calls has not been answered", async () => {
    const { clock, sampler, figuresOf } = samplerWithClock();
    const thread = Object.assign(new PromptThread(), {
      cpuUsageInternal: () => new Promise(() => {}),
    });
    await sampler.refresh([thread], 1);
    clock.now += SAMPLING_PERIOD_MS + 1;
    expect(figuresOf(thread)).toEqual({ blocked: true });
  });

  test("and keeps its last figures, with their age", async () => {
    const { clock, sampler, figuresOf } = samplerWithClock();
    const thread = Object.assign(new FakeThread(), {
      cpuUsageInternal: () => Promise.resolve(CPU),
    });
    const first = sampler.refresh([thread], BUDGET_MS);
    thread.respond();
    await first;
    clock.now += SAMPLING_PERIOD_MS;
    await sampler.refresh([thread], 1);
    clock.now += SAMPLING_PERIOD_MS + 1;
    expect(figuresOf(thread)).toEqual({
      memory: { rss: 4000, heapUsed: 1000 },
      cpuSeconds: 1.25,
      blocked: true,
      sampledSecondsAgo: 2.001,
    });
  });
});

function countCalls(threads: { calls: number }[]): number {
  return threads.reduce((sum, { calls }) => sum + calls, 0);
}

function waitingCalls(threads: FakeThread[]): number {
  return threads.reduce((sum, { waiting }) => sum + waiting.length, 0);
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}

function reject(): Promise<never> {
  return Promise.reject(new Error("ERR_WORKER_NOT_RUNNING"));
}

function fail(): never {
  throw new Error("not for you");
}
