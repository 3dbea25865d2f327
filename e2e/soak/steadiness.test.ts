import { describe, expect, test } from "bun:test";
import { FeedPace } from "./feed-pace.ts";
import { Health } from "./health.ts";
import { Steadiness } from "./steadiness.ts";

describe("what changes slowly", () => {
  test("has rested over a span in which no change began or was under way", async () => {
    const steadiness = new Steadiness();
    const change = Promise.withResolvers<void>();
    const before = steadiness.watch();
    const changing = steadiness.changing(() => change.promise);
    const during = steadiness.watch();
    change.resolve();
    await changing;
    expect([before(), during(), steadiness.watch()()]).toEqual([false, false, true]);
  });

  test("has not rested while two changes overlap, when one is done", async () => {
    const steadiness = new Steadiness();
    const change = Promise.withResolvers<void>();
    const changing = steadiness.changing(() => change.promise);
    await steadiness.changing(async () => {});
    expect(steadiness.watch()()).toBe(false);
    change.resolve();
    await changing;
  });
});

test("an answer that is asked for while the child is being told of a fault may go either way", async () => {
  const health = new Health();
  const told = Promise.withResolvers<void>();
  const change = health.become("everything", () => told.promise);
  const condition = health.watch();
  told.resolve();
  await change;
  expect(condition()).toEqual({ fault: "everything", steady: false });
  expect(health.watch()()).toEqual({ fault: "everything", steady: true });
});

describe("the pace of the feed", () => {
  let now = 0;
  const clock = () => now;

  test("tells how many events are due, whatever the intervals were", () => {
    const pace = new FeedPace(1_000, clock);
    now += 3_500;
    pace.interval = 500;
    now += 1_000;
    expect(pace.due).toBe(5.5);
  });

  test("has none due during a fault, nor during a reload within one", async () => {
    const pace = new FeedPace(1_000, clock);
    now += 2_000;
    await pace.without(async () => {
      now += 10_000;
      await pace.without(async () => {
        now += 10_000;
      });
      now += 10_000;
      expect(pace.due).toBe(2);
    });
    now += 1_000;
    expect(pace.due).toBe(3);
  });
});
