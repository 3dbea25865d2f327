import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { whileVisible } from "./whileVisible.ts";

class FakeTab extends EventTarget {
  hidden = false;
  turn(hidden: boolean) {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("the action runs at once, periodically, and when the tab is shown again, but not while it is hidden", () => {
  const tab = new FakeTab();
  let runs = 0;
  const stop = whileVisible(() => runs++, 1_000, tab);
  expect(runs).toBe(1);
  jest.advanceTimersByTime(2_000);
  expect(runs).toBe(3);
  tab.turn(true);
  jest.advanceTimersByTime(5_000);
  expect(runs).toBe(3);
  tab.turn(false);
  expect(runs).toBe(4);
  stop();
  jest.advanceTimersByTime(5_000);
  tab.turn(false);
  expect(runs).toBe(4);
});
