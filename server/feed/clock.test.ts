import { expect, test } from "bun:test";
import { systemClock } from "./clock.ts";

test("the next turn comes after what other tasks of this one have waiting", async () => {
  const order: string[] = [];
  setImmediate(() => order.push("a request"));
  systemClock.nextTurn(() => order.push("a slice"));
  queueMicrotask(() => order.push("the rest of this turn"));
  await Bun.sleep(5);
  expect(order).toEqual(["the rest of this turn", "a request", "a slice"]);
});

test("a timer runs once, or not at all when it is taken back", async () => {
  let ran = 0;
  systemClock.after(1, () => ran++);
  systemClock.after(1, () => ran++)();
  await Bun.sleep(20);
  expect(ran).toBe(1);
});
