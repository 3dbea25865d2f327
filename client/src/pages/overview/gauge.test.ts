import { expect, test } from "bun:test";
import { arcPath, levelOf, pointAt } from "./gauge.ts";

test("the levels change where the alerts do", () => {
  expect([0, 0.5999, 0.6, 0.7999, 0.8, 1, 1.0001].map(levelOf)).toEqual([
    "ok",
    "ok",
    "high",
    "high",
    "critical",
    "critical",
    "over",
  ]);
});

test("the arc runs from lower left over the top to lower right", () => {
  const [left, bottom] = pointAt(0, 100);
  const [right] = pointAt(1, 100);
  const [middle, top] = pointAt(0.5, 100);
  expect(left).toBeCloseTo(-right, 2);
  expect(bottom).toBeCloseTo(50, 2);
  expect([middle, top]).toEqual([-0, -100].map((n) => expect.closeTo(n, 2)));
});

test("an arc is proportional to its share, and never longer than the scale", () => {
  expect(arcPath(0, 0, 80)).toBe("");
  expect(arcPath(0, 0.5, 80)).toContain(" 0 0 1 ");
  expect(arcPath(0, 1, 80)).toContain(" 0 1 1 ");
  expect(arcPath(0, 3, 80)).toBe(arcPath(0, 1, 80));
  expect(arcPath(-1, 1, 80)).toBe(arcPath(0, 1, 80));
});
