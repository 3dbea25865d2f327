import { expect, test } from "bun:test";
import { sheetShift } from "./popoverShift.ts";

const window = { width: 390, height: 844 };
const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

test("a sheet inside the window stays where it hangs", () => {
  expect(sheetShift(box(50, 140, 300, 200), box(280, 108, 70, 28), window)).toEqual([0, 0]);
});

test("one that is cut off at a side moves back into the window", () => {
  expect(sheetShift(box(-203, 140, 358, 200), box(85, 108, 70, 28), window)).toEqual([211, 0]);
  expect(sheetShift(box(100, 140, 300, 200), box(100, 108, 70, 28), window)).toEqual([-18, 0]);
});

test("one that has no room below stands above its button, if there is room", () => {
  const [, up] = sheetShift(box(50, 732, 300, 200), box(280, 700, 70, 28), window);
  expect(732 + 200 + up).toBe(700 - 4);
  const tall = sheetShift(box(50, 332, 300, 600), box(280, 300, 70, 28), window);
  expect(tall).toEqual([0, 0]);
});
