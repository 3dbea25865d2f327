import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { ApiError } from "../api.ts";
import type { Stats } from "../bodies.ts";
import { typicalInterval } from "../feed/timing.ts";
import { createStatsPoll, EMPTY_ROSTER, rosterOf, type StatsPoll } from "./poll.ts";
import { testRow } from "./testRows.ts";

const pool = { size: 1, active: 0, idle: 1, creating: 0, total: 1, utilization: 0 };
const stats = (...ids: string[]): Stats => ({ pool, workers: ids.map((id) => testRow({ id })) });
const EVERY_MS = 2_000;

let stop = () => {};
beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  stop();
  jest.useRealTimers();
});

/** Lets pending promises settle. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

async function pass(ms: number): Promise<void> {
  jest.advanceTimersByTime(ms);
  await settle();
}

/** A started poll that receives these responses, then repeats the last one. */
async function begin(
  ...answers: (Stats | ApiError)[]
): Promise<StatsPoll & { asked: () => number }> {
  let asked = 0;
  const poll = createStatsPoll({
    getStats: async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? stats();
      if (answer instanceof ApiError) throw answer;
      return answer;
    },
    interval: () => EVERY_MS,
    now: () => Date.now(),
  });
  stop = poll.start();
  await settle();
  return { ...poll, asked: () => asked };
}

test("polls while started, and not after", async () => {
  const poll = await begin(stats("a"));
  expect(poll.asked()).toBe(1);
  await pass(EVERY_MS);
  await pass(EVERY_MS);
  expect(poll.asked()).toBe(3);
  stop();
  await pass(10 * EVERY_MS);
  expect(poll.asked()).toBe(3);
});

test("requests once on a paused page", async () => {
  const poll = await begin(stats("a"));
  stop();
  stop = poll.start(true);
  await settle();
  expect(poll.asked()).toBe(2);
  await pass(10 * EVERY_MS);
  expect(poll.asked()).toBe(2);
});

test("a failed request keeps the numbers and its error until the next response", async () => {
  const { store } = await begin(stats("a"), new ApiError("unavailable", 503), stats("b"));
  const seen = () => `${store.get().stats?.workers[0]?.id} ${store.get().error?.kind}`;
  expect(seen()).toBe("a undefined");
  await pass(EVERY_MS);
  expect(seen()).toBe("a unavailable");
  await pass(EVERY_MS);
  expect(store.get().error).toBeNull();
  expect(seen()).toBe("b undefined");
});

test.each(["unauthorized", "forbidden"] as const)(
  "requests that are refused (%s) become rarer, until one succeeds or polling starts again",
  async (kind) => {
    const refused = Array.from({ length: 20 }, () => new ApiError(kind));
    const poll = await begin(...refused, stats("a"));
    for (let round = 0; round < 60; round++) await pass(EVERY_MS);
    const whileRefused = poll.asked();
    // Unslowed there would be 61 in these two minutes.
    expect(whileRefused).toBeGreaterThan(4);
    expect(whileRefused).toBeLessThan(15);
    stop();
    stop = poll.start();
    await settle();
    expect(poll.asked()).toBe(whileRefused + 1);
    for (let round = 0; round < 300 && poll.asked() <= 20; round++) await pass(EVERY_MS);
    const whenItSucceeds = poll.asked();
    for (let round = 0; round < 5; round++) await pass(EVERY_MS);
    expect(poll.asked()).toBe(whenItSucceeds + 5);
  },
);

test("a reading says whether polling failed or paused since the one before", async () => {
  const poll = await begin(stats("a"), stats("a"), new ApiError("network"), stats("a"));
  for (let round = 0; round < 4; round++) await pass(EVERY_MS);
  const afterGap = () => poll.store.get().readings.map((reading) => reading.afterGap);
  expect(afterGap()).toEqual([false, false, true, false]);
  stop();
  await pass(60_000);
  stop = poll.start();
  await settle();
  expect(afterGap()).toEqual([false, false, true, false, true]);
});

test("a reading continues the one before from one page to the other", async () => {
  const { store, start } = await begin(stats("a"));
  for (let round = 0; round < 3; round++) await pass(EVERY_MS);
  stop();
  await pass(100);
  stop = start();
  await settle();
  expect(store.get().readings.map(({ afterGap }) => afterGap)).not.toContain(true);
  expect(typicalInterval(store.get().intervals)).toBe(EVERY_MS);
});

test("a reading after the machine slept does not continue the one before", async () => {
  const { store } = await begin(stats("a"));
  // While a machine sleeps, its clock continues and its timers don't.
  jest.setSystemTime(Date.now() + 60_000);
  await pass(EVERY_MS);
  await pass(EVERY_MS);
  expect(store.get().readings.map(({ afterGap }) => afterGap)).toEqual([false, true, false]);
});

test("it is late while a response is slow, and measures its own interval", async () => {
  let answer = Promise.withResolvers<Stats>();
  const poll = createStatsPoll({
    getStats: () => answer.promise,
    interval: () => EVERY_MS,
    now: () => Date.now(),
  });
  stop = poll.start();
  const respond = async () => {
    const asked = answer;
    answer = Promise.withResolvers<Stats>();
    asked.resolve(stats("a"));
    await settle();
  };
  await respond();
  for (let round = 0; round < 3; round++) {
    await pass(EVERY_MS);
    await pass(500);
    expect(poll.store.get().late).toBe(false);
    await respond();
  }
  expect(typicalInterval(poll.store.get().intervals)).toBe(2_500);
  await pass(EVERY_MS);
  await pass(4_000);
  expect(poll.store.get().late).toBe(true);
  await respond();
  expect(poll.store.get().late).toBe(false);
  await pass(EVERY_MS);
  await pass(4_000);
  expect(poll.store.get().late).toBe(true);
  stop();
  expect(poll.store.get().late).toBe(false);
});

const [a, b] = [testRow({ id: "a", app: "shop@1" }), testRow({ id: "b", app: "blog@1" })];

test("a roster has the positions of the workers and their apps in alphabetical order", () => {
  const { positions, apps } = rosterOf([a, b, { ...b, id: "c" }], EMPTY_ROSTER);
  expect([...positions]).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 2],
  ]);
  expect(apps).toEqual(["blog@1", "shop@1"]);
});

test("it stays the same object until a worker comes, goes or moves", () => {
  const roster = rosterOf([a, b], EMPTY_ROSTER);
  expect(rosterOf([{ ...a, requests: 9 }, b], roster)).toBe(roster);
  expect(rosterOf([b, a], roster)).not.toBe(roster);
  expect(rosterOf([a], roster)).not.toBe(roster);
});
