import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { peek } from "bun";
import { settled } from "../testing/turns.ts";
import { SAMPLING_GAP_MS } from "./pool/thread-sample.ts";
import { BACKLOG_MS, SamplingRounds } from "./sampling-rounds.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("scrapes within a sample's gap don't look for threads again, and the next one does", async () => {
  const rounds = new SamplingRounds();
  const threads = jest.fn((): object[] => []);
  for (const [gap, calls] of [
    [0, 1],
    [SAMPLING_GAP_MS - BACKLOG_MS - 1, 1],
    [1, 2],
  ] as const) {
    jest.advanceTimersByTime(gap);
    await run(rounds, threads);
    expect(threads).toHaveBeenCalledTimes(calls);
  }
});

test("a failed round doesn't prevent the next one", async () => {
  const rounds = new SamplingRounds();
  const fail = () => {
    throw new Error("no threads");
  };
  await expect(run(rounds, fail)).rejects.toThrow("no threads");
  jest.advanceTimersByTime(SAMPLING_GAP_MS);
  const threads = jest.fn((): object[] => []);
  await run(rounds, threads);
  expect(threads).toHaveBeenCalledTimes(1);
});

test("a round ends before the next one may begin, even if a worker never responds", async () => {
  const thread = { getHeapStatistics: () => new Promise(() => {}) };
  const round = run(new SamplingRounds(), () => [thread]);
  await settled();
  jest.advanceTimersByTime(SAMPLING_GAP_MS - BACKLOG_MS);
  await settled();
  expect([peek.status(round), jest.getTimerCount()]).toEqual(["fulfilled", 0]);
});

/** Runs a background round; time passes until it begins. */
function run(rounds: SamplingRounds, threads: () => object[]): Promise<void> {
  const running = rounds.runInBackground(threads);
  jest.advanceTimersByTime(BACKLOG_MS);
  return running;
}
