import { afterEach, describe, expect, jest, test } from "bun:test";
import { fail, hostile } from "../../testing/hostile.ts";
import { settled } from "../../testing/turns.ts";
import type { ThreadFigures } from "./snapshot.ts";
import { SAMPLING_GAP_MS, SAMPLING_PERIOD_MS } from "./thread-sample.ts";
import {
  LANE_TIMEOUT_MS,
  LANES,
  MAX_PENDING_SAMPLES,
  MAX_SAMPLES,
  SPACING_MS,
  ThreadSampler,
} from "./thread-sampler.ts";

const HEAP = { total_physical_size: 4000, used_heap_size: 1000 };
const BUDGET_MS = 50;

/** 1.25 s, in microseconds. */
const CPU = { user: 1_000_400, system: 249_800 };

/** A thread that responds when the test says so. */
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

const MEMORY = { rss: 4000, heapUsed: 1000 };

describe("memory and CPU time of a worker", () => {
  const knownMemory = { memory: MEMORY, blocked: false };
  const knownCpu = { cpuSeconds: 1.25, blocked: false };
  const calls = (read: unknown) => ({ getHeapStatistics: read, cpuUsageInternal: read });

  type Case = [what: string, thread: object, ThreadFigures];
  const malformedHeaps: unknown[] = [
    ...[null, "4000", [], {}, { total_physical_size: 4000 }],
    ...[{ total_physical_size: 0 }, { used_heap_size: -1 }, { total_physical_size: "4000" }].map(
      (part) => ({ ...HEAP, ...part }),
    ),
  ];
  const malformedTimes: unknown[] = [null, "1250000", { user: 1 }, { user: -1, system: 0 }];

  test.each<Case>([
    ["user and system time", new PromptThread(), { ...knownMemory, ...knownCpu }],
    ...malformedHeaps.map((heap): Case => [JSON.stringify(heap), new PromptThread(heap), knownCpu]),
    ...malformedTimes.map(
      (cpu): Case => [JSON.stringify(cpu), new PromptThread(HEAP, cpu), knownMemory],
    ),
    ["no call for CPU time", { getHeapStatistics: () => Promise.resolve(HEAP) }, knownMemory],
    ["no such calls", {}, {}],
    ["something else there", calls(5), {}],
    ["calls that refuse", calls(() => Promise.reject(new Error("ERR_WORKER_NOT_RUNNING"))), {}],
    ["calls that throw", calls(fail), {}],
    ["getters that throw", hostile(), {}],
  ])(
    "are those that a thread with %s reports, and unknown before the first sample",
    async (_, thread, known) => {
      const { sampler, figuresOf } = samplerWithClock();
      expect(figuresOf(thread)).toEqual({});
      await sampler.refresh([thread], BUDGET_MS);
      expect(figuresOf(thread)).toEqual(known);
    },
  );

  test("are forgotten when it refuses the next sample", async () => {
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

test("figures older than a sampling period have an age, until the next sample", async () => {
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

describe("samples", () => {
  test("of one worker are far enough apart, and a reader that comes every second, slightly early, gets a new one", async () => {
    const { clock, sampler } = samplerWithClock();
    const thread = new PromptThread();
    for (const [passed, calls] of [
      [0, 1],
      [SAMPLING_GAP_MS - 1, 1],
      [1, 2],
      [0.95 * SAMPLING_PERIOD_MS, 3],
    ] as const) {
      clock.now += passed;
      await sampler.refresh([thread], BUDGET_MS);
      expect(thread.calls).toBe(calls);
    }
  });

  test("never queue up at a worker that doesn't respond", async () => {
    const { clock, sampler } = samplerWithClock();
    const thread = new FakeThread();
    for (let round = 0; round < 5; round++) {
      await sampler.refresh([thread], 1);
      clock.now += 2 * SAMPLING_PERIOD_MS;
    }
    expect(thread.calls).toBe(1);
  });

  test("are limited in parallel", async () => {
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

  test("of unresponsive workers delay the others only briefly", async () => {
    jest.useFakeTimers();
    const { sampler } = samplerWithClock();
    const stuck = Array.from({ length: LANES }, () => new FakeThread());
    const prompt = Array.from({ length: 20 }, () => new PromptThread());
    const refreshing = sampler.refresh([...prompt, ...stuck], BUDGET_MS);
    await settled();
    expect(countCalls(stuck)).toBe(LANES);
    expect(countCalls(prompt)).toBe(0);
    jest.advanceTimersByTime(LANE_TIMEOUT_MS);
    await settled();
    expect(countCalls(prompt)).toBe(20);
    jest.advanceTimersByTime(BUDGET_MS);
    await refreshing;
  });

  test("are limited at once and then per sampling period; the workers of a larger pool take turns", async () => {
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

  test("in progress are bounded; a result makes room, and so does a worker that has ended", async () => {
    jest.useFakeTimers();
    const { clock, sampler } = samplerWithClock();
    const threads = Array.from({ length: MAX_PENDING_SAMPLES + 50 }, () => new FakeThread());
    const refresh = async (of: FakeThread[]) => {
      const refreshing = sampler.refresh(of, BUDGET_MS);
      for (let calls = 0; calls <= MAX_SAMPLES; calls += LANES) {
        jest.advanceTimersByTime(LANE_TIMEOUT_MS);
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

  test("of a round are not limited by those that have a result, however little room the blocked workers leave", async () => {
    jest.useFakeTimers();
    const { clock, sampler } = samplerWithClock();
    const blocked = Array.from({ length: MAX_PENDING_SAMPLES - LANES }, () => new FakeThread());
    for (const some of [blocked.slice(MAX_SAMPLES), blocked.slice(0, MAX_SAMPLES)]) {
      const refreshing = sampler.refresh(some, BUDGET_MS);
      for (let calls = 0; calls <= MAX_SAMPLES; calls += LANES) {
        jest.advanceTimersByTime(LANE_TIMEOUT_MS);
        await settled();
      }
      await refreshing;
      clock.now += SAMPLING_PERIOD_MS;
    }
    const prompt = Array.from({ length: 5 * LANES }, () => new PromptThread());
    await sampler.refresh([...blocked, ...prompt], BUDGET_MS);
    expect(countCalls(prompt)).toBe(prompt.length);
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
});

describe("samples in the background", () => {
  /** Lets time pass in steps of a millisecond. */
  async function pass(clock: { now: number }, milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed++) {
      clock.now++;
      jest.advanceTimersByTime(1);
      await settled();
    }
  }

  function slowSampler(threads: readonly object[]) {
    jest.useFakeTimers();
    const { clock, sampler } = samplerWithClock();
    let rounds = 0;
    const refresh = () => {
      rounds++;
      void sampler.refresh(threads, SAMPLING_GAP_MS, SPACING_MS).then(() => rounds--);
    };
    return { clock, sampler, refresh, rounds: () => rounds };
  }

  test("are one at a time and spread over most of the second until the next scrape", async () => {
    const threads = Array.from({ length: MAX_SAMPLES }, () => new PromptThread());
    const { clock, refresh, rounds } = slowSampler(threads);
    refresh();
    const calls = [countCalls(threads)];
    for (let passed = 0; passed < SAMPLING_GAP_MS; passed++) {
      await pass(clock, 1);
      calls.push(countCalls(threads));
    }
    const begun = calls.map((count, at) => count - (calls[at - 1] ?? 0));
    expect(Math.max(...begun)).toBe(1);
    expect(calls.indexOf(MAX_SAMPLES / 2)).toBeWithin(400, 450);
    expect(calls.indexOf(MAX_SAMPLES)).toBeWithin(800, SAMPLING_GAP_MS);
    expect([rounds(), jest.getTimerCount()]).toEqual([0, 0]);
  });

  test("wait only briefly for unresponsive workers", async () => {
    const stuck = new FakeThread();
    const prompt = new PromptThread();
    const { clock, refresh } = slowSampler([prompt, stuck]);
    refresh();
    await pass(clock, Math.ceil(SPACING_MS));
    expect([stuck.calls, prompt.calls]).toEqual([1, 0]);
    await pass(clock, LANE_TIMEOUT_MS + 1);
    expect(prompt.calls).toBe(1);
  });

  test("cover all workers at each scrape, even if it comes slightly early or during a late round", async () => {
    const threads = Array.from({ length: 500 }, () => new PromptThread());
    const { clock, refresh, rounds } = slowSampler(threads);
    refresh();
    clock.now += 300; // the host is busy
    for (const [round, pause] of [690, 995, 1010].entries()) {
      await pass(clock, pause);
      expect([rounds(), jest.getTimerCount()]).toEqual([0, 0]);
      expect(threads.filter(({ calls }) => calls !== round + 1)).toEqual([]);
      refresh();
    }
  });

  test.each([
    ["has sampled", () => new PromptThread()],
    ["is sampling", () => new FakeThread()],
  ])("leave out what another round %s", async (_, thread) => {
    const threads = [thread(), thread(), thread()];
    const { clock, sampler, refresh, rounds } = slowSampler(threads);
    refresh();
    void sampler.refresh(threads, BUDGET_MS);
    await pass(clock, BUDGET_MS);
    expect([countCalls(threads), rounds(), jest.getTimerCount()]).toEqual([3, 0, 0]);
  });

  test("skip a worker whose sample from another round is still pending when it is due again", async () => {
    const thread = new FakeThread();
    jest.useFakeTimers();
    const { clock, sampler } = samplerWithClock();
    void sampler.refresh([thread], 2 * SAMPLING_PERIOD_MS, SPACING_MS);
    void sampler.refresh([thread], BUDGET_MS);
    clock.now += SAMPLING_PERIOD_MS; // the host is busy
    await pass(clock, Math.ceil(SPACING_MS));
    expect(thread.calls).toBe(1);
  });

  test("don't begin, and leave no timer, if none is due soon", async () => {
    const threads = [new PromptThread()];
    const { clock, refresh, rounds } = slowSampler(threads);
    refresh();
    await pass(clock, Math.ceil(SPACING_MS));
    refresh();
    await settled();
    expect([threads[0]?.calls, rounds(), jest.getTimerCount()]).toEqual([1, 0, 0]);
  });

  test("end before the next round may begin, however many workers there are", async () => {
    const threads = Array.from({ length: 3 * MAX_SAMPLES }, () => new PromptThread());
    const { clock, refresh, rounds } = slowSampler(threads);
    refresh();
    await pass(clock, SAMPLING_GAP_MS);
    expect([rounds(), jest.getTimerCount()]).toEqual([0, 0]);
    expect(countCalls(threads)).toBeGreaterThan(MAX_SAMPLES);
    expect(countCalls(threads)).toBeLessThan(1.1 * MAX_SAMPLES);
  });
});

describe("a worker is blocked", () => {
  test("while a sample has been in progress for more than a sampling period", async () => {
    const { clock, sampler, figuresOf } = samplerWithClock();
    const thread = new FakeThread();
    await sampler.refresh([thread], 1);
    clock.now += SAMPLING_PERIOD_MS;
    expect(figuresOf(thread)).toEqual({});
    clock.now += 1;
    expect(figuresOf(thread)).toEqual({ blocked: true });
    thread.respond();
    await settled();
    expect(figuresOf(thread)).toEqual({ memory: MEMORY, blocked: false });
  });

  test("if only one of the two calls has no result", async () => {
    const { clock, sampler, figuresOf } = samplerWithClock();
    const thread = Object.assign(new PromptThread(), {
      cpuUsageInternal: () => new Promise(() => {}),
    });
    await sampler.refresh([thread], 1);
    clock.now += SAMPLING_PERIOD_MS + 1;
    expect(figuresOf(thread)).toEqual({ blocked: true });
  });

  test("with its last figures, with their age", async () => {
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
      memory: MEMORY,
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
