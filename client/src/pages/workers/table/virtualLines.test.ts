import { describe, expect, test } from "bun:test";
import { nextSlots, rangeOf, scrollFor, spread } from "./virtualLines.ts";

test("the visible lines are rendered with some around them, at any position", () => {
  for (let top = -300; top < 45_000; top += 37) {
    const { from, to, first } = rangeOf({ top, height: 800 }, 1_000, 44);
    expect(from).toBeLessThanOrEqual(Math.max(0, Math.floor(top / 44) - 8));
    expect(to).toBeGreaterThanOrEqual(Math.min(1_000, Math.ceil((top + 800) / 44)));
    expect(to - from).toBeLessThan(48);
    if (first < 1_000) expect(first * 44).toBeGreaterThanOrEqual(Math.min(top, 999 * 44));
  }
});

test("scrolling by a few px doesn't change the range", () => {
  const at = (top: number) => rangeOf({ top, height: 800 }, 1_000, 44);
  expect(at(10_001)).toEqual(at(10_030));
});

test("a line out of view is scrolled to below the head or to the end of the view", () => {
  const view = { top: 1_000, height: 800 };
  expect(scrollFor(30, 44, view)).toBe(0);
  expect(scrollFor(0, 44, view)).toBe(-1_044);
  expect(scrollFor(100, 44, view)).toBe(101 * 44 - 1_788);
});

test("the space of all lines is kept around the rendered ones, including a distant one with the focus", () => {
  const layout = { count: 100, height: 10, keep: 80 };
  const { drawn, below } = spread({ from: 5, to: 8 }, layout);
  expect(drawn).toEqual([
    { index: 5, above: 50 },
    { index: 6, above: 0 },
    { index: 7, above: 0 },
    { index: 80, above: 720 },
  ]);
  expect(below).toBe(190);
  expect(spread({ from: 0, to: 50 }, { count: 3, height: 10, keep: -1 }).drawn).toHaveLength(3);
});

describe("the elements of rendered lines", () => {
  const keys = (text: string) => [...text];
  const before = { keys: keys("abc"), slots: [0, 1, 2] };

  test("stay in place when other lines move there", () => {
    expect(nextSlots(before, keys("cxa"), "inPlace").slots).toEqual([0, 1, 2]);
    expect(nextSlots(before, keys("cxad"), "inPlace").slots).toEqual([0, 1, 2, 3]);
  });

  test("move with their lines when the table is scrolled, and are reused for other lines", () => {
    expect(nextSlots(before, keys("bcd"), "byKey").slots).toEqual([1, 2, 0]);
    const after = nextSlots(before, keys("bcd"), "byKey");
    expect(nextSlots(after, keys("xyz"), "inPlace").slots).toEqual([1, 2, 0]);
  });

  test("are never reused for another line while the table is in use", () => {
    expect(nextSlots(before, keys("bcd"), "fixed").slots).toEqual([1, 2, 3]);
  });
});
