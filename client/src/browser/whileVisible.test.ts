import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { whileVisible } from "./whileVisible.ts";

class MadeUpTab extends EventTarget {
  hidden = false;
  turn(hidden: boolean) {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("asks at once, every so often, and when the tab is shown again, but not while it is hidden", () => {
  const tab = new MadeUpTab();
  let asked = 0;
  const stop = whileVisible(() => asked++, 1_000, tab);
  expect(asked).toBe(1);
  jest.advanceTimersByTime(2_000);
  expect(asked).toBe(3);
  tab.turn(true);
  jest.advanceTimersByTime(5_000);
  expect(asked).toBe(3);
  tab.turn(false);
  expect(asked).toBe(4);
  stop();
  jest.advanceTimersByTime(5_000);
  tab.turn(false);
  expect(asked).toBe(4);
});
