import { expect, test } from "bun:test";
import { createClock } from "./clock.ts";

/** A clock whose wall clock and elapsed time the test moves. */
function begin() {
  const time = { wall: 1_000_000, elapsed: 50 };
  const now = createClock(
    () => time.wall,
    () => time.elapsed,
  );
  const pass = (wall: number, elapsed = wall) => {
    time.wall += wall;
    time.elapsed += elapsed;
    return now();
  };
  return { now, pass };
}

test("the clock follows the system clock", () => {
  const { now, pass } = begin();
  expect(now()).toBe(1_000_000);
  expect(pass(2_500)).toBe(1_002_500);
});

test("when the system clock is set back an hour, it continues with the elapsed time", () => {
  const { now, pass } = begin();
  const before = now();
  expect(pass(-3_600_000, 1_000) - before).toBe(1_000);
  expect(pass(4_000) - before).toBe(5_000);
});

test("when the system clock is set forward, or the machine has slept, it follows", () => {
  const { now, pass } = begin();
  now();
  expect(pass(3_600_000, 0)).toBe(4_600_000);
  expect(pass(1_000)).toBe(4_601_000);
});
