import { afterEach, expect, test } from "bun:test";
import { ApiError, type Stats } from "../api.ts";
import { interval } from "../feed/timing.ts";
import { createStatsPoll } from "./poll.ts";
import { madeUp } from "./testRows.ts";

const pool = { size: 1, active: 0, idle: 1, creating: 0, total: 1, utilization: 0 };
const stats = (...ids: string[]): Stats => ({ pool, workers: ids.map((id) => madeUp({ id })) });
const until = async (holds: () => boolean) => {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error("it never came to that");
    await Bun.sleep(2);
  }
};
let stop = () => {};
afterEach(() => stop());

test("asks again and again while started, and not after", async () => {
  let asked = 0;
  const poll = createStatsPoll({
    ask: async () => stats(`${++asked}`),
    every: () => 5,
    now: () => asked,
  });
  stop = poll.start();
  await Bun.sleep(40);
  stop();
  const before = asked;
  expect(before).toBeGreaterThan(2);
  await Bun.sleep(20);
  expect(asked).toBe(before);
});

test("a failed ask keeps the numbers and says why; the next one that works clears it", async () => {
  const answers: (Stats | ApiError)[] = [stats("a"), new ApiError("unavailable", 503), stats("b")];
  const poll = createStatsPoll({
    ask: async () => {
      const next = answers.shift() ?? stats("b");
      if (next instanceof ApiError) throw next;
      return next;
    },
    every: () => 10,
    now: () => 1,
  });
  const seen: string[] = [];
  poll.store.subscribe(() => {
    const { stats: now, error } = poll.store.get();
    seen.push(`${now?.workers[0]?.id} ${error?.kind ?? "fine"}`);
  });
  stop = poll.start();
  await Bun.sleep(50);
  expect(seen.slice(0, 3)).toEqual(["a fine", "a unavailable", "b fine"]);
});

test("the worker that is watched gets its track, and another one another", async () => {
  const poll = createStatsPoll({
    ask: async () => stats("a", "b"),
    every: () => 1_000,
    now: () => 7,
  });
  stop = poll.start();
  await Bun.sleep(5);
  poll.watch("a");
  expect(poll.store.get().track).toMatchObject({ id: "a", points: [{ t: 7 }] });
  poll.watch("b");
  expect(poll.store.get().track?.id).toBe("b");
  poll.watch(null);
  expect(poll.store.get().track).toBeNull();
});

test("an answer tells whether asking had failed or rested since the one before", async () => {
  const answers: (Stats | ApiError)[] = [stats("a"), stats("a"), new ApiError("network")];
  let now = 0;
  const poll = createStatsPoll({
    ask: async () => {
      const next = answers.shift() ?? stats("a");
      if (next instanceof ApiError) throw next;
      return next;
    },
    every: () => 10,
    now: () => ++now,
  });
  poll.watch("a");
  const broken = () => poll.store.get().track?.points.map((point) => point.broken);
  stop = poll.start();
  await until(() => broken()?.length === 4);
  stop();
  expect(broken()).toEqual([false, false, true, false]);
  stop = poll.start();
  await until(() => broken()?.length === 5);
  expect(broken()?.at(-1)).toBe(true);
});

test("an answer after the machine has slept does not join the one before", async () => {
  let now = 0;
  const poll = createStatsPoll({
    ask: async () => stats("a"),
    every: () => 20,
    now: () => now,
  });
  stop = poll.start();
  await until(() => poll.store.get().moments.length === 1);
  now = 60_000;
  await until(() => poll.store.get().moments.length === 3);
  const { moments } = poll.store.get();
  expect(moments.map(({ broken }) => broken)).toEqual([false, true, false]);
});

test("it is late while an answer is awaited for long, and learns its own pace", async () => {
  let answer = Promise.withResolvers<Stats>();
  let now = 0;
  const poll = createStatsPoll({ ask: () => answer.promise, every: () => 1, now: () => now }, 60);
  const late: boolean[] = [];
  poll.store.subscribe(() => {
    const now = poll.store.get().late;
    if (late.at(-1) !== now) late.push(now);
  });
  stop = poll.start();
  for (let round = 0; round < 4; round++) {
    if (round === 3) await until(() => poll.store.get().late);
    const asked = answer;
    answer = Promise.withResolvers<Stats>();
    now += 2_500;
    asked.resolve(stats("a"));
    await until(() => poll.store.get().at === now);
  }
  expect(late).toEqual([false, true, false]);
  expect(interval(poll.store.get().distances)).toBe(2_500);
  await until(() => poll.store.get().late);
  stop();
  expect(poll.store.get().late).toBe(false);
});
