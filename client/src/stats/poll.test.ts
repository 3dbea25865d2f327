import { afterEach, expect, test } from "bun:test";
import { ApiError, type Stats } from "../api.ts";
import { madeUp } from "../workers/made-up.ts";
import { createStatsPoll } from "./poll.ts";

const pool = { size: 1, active: 0, idle: 1, creating: 0, total: 1, utilization: 0 };
const stats = (...ids: string[]): Stats => ({ pool, workers: ids.map((id) => madeUp({ id })) });
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
