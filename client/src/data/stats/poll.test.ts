import { afterEach, expect, test } from "bun:test";
import { ApiError, type Stats } from "../api.ts";
import { typicalInterval } from "../feed/timing.ts";
import { createStatsPoll } from "./poll.ts";
import { testRow } from "./testRows.ts";

const pool = { size: 1, active: 0, idle: 1, creating: 0, total: 1, utilization: 0 };
const stats = (...ids: string[]): Stats => ({ pool, workers: ids.map((id) => testRow({ id })) });
const until = async (holds: () => boolean) => {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error("timeout");
    await Bun.sleep(2);
  }
};
let stop = () => {};
afterEach(() => stop());

test("polls while started, and not after", async () => {
  let asked = 0;
  const poll = createStatsPoll({
    getStats: async () => stats(`${++asked}`),
    interval: () => 5,
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

test("a failed request keeps the numbers and its error until the next response", async () => {
  const answers: (Stats | ApiError)[] = [stats("a"), new ApiError("unavailable", 503), stats("b")];
  const poll = createStatsPoll({
    getStats: async () => {
      const next = answers.shift() ?? stats("b");
      if (next instanceof ApiError) throw next;
      return next;
    },
    interval: () => 10,
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

test("the watched worker has a track", async () => {
  const poll = createStatsPoll({
    getStats: async () => stats("a", "b"),
    interval: () => 1_000,
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

test("a reading knows whether polling failed or paused since the one before", async () => {
  const answers: (Stats | ApiError)[] = [stats("a"), stats("a"), new ApiError("network")];
  let now = 0;
  const poll = createStatsPoll({
    getStats: async () => {
      const next = answers.shift() ?? stats("a");
      if (next instanceof ApiError) throw next;
      return next;
    },
    interval: () => 10,
    now: () => ++now,
  });
  poll.watch("a");
  const afterGap = () => poll.store.get().track?.points.map((point) => point.afterGap);
  stop = poll.start();
  await until(() => afterGap()?.length === 4);
  stop();
  expect(afterGap()).toEqual([false, false, true, false]);
  stop = poll.start();
  await until(() => afterGap()?.length === 5);
  expect(afterGap()?.at(-1)).toBe(true);
});

test("a reading after the machine slept does not continue the one before", async () => {
  let now = 0;
  const poll = createStatsPoll({
    getStats: async () => stats("a"),
    interval: () => 20,
    now: () => now,
  });
  stop = poll.start();
  await until(() => poll.store.get().readings.length === 1);
  now = 60_000;
  await until(() => poll.store.get().readings.length === 3);
  const { readings } = poll.store.get();
  expect(readings.map(({ afterGap }) => afterGap)).toEqual([false, true, false]);
});

test("it is late while a response takes long, and learns its own interval", async () => {
  let answer = Promise.withResolvers<Stats>();
  let now = 0;
  const poll = createStatsPoll(
    { getStats: () => answer.promise, interval: () => 1, now: () => now },
    60,
  );
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
  expect(typicalInterval(poll.store.get().intervals)).toBe(2_500);
  await until(() => poll.store.get().late);
  stop();
  expect(poll.store.get().late).toBe(false);
});
