import { expect, test } from "bun:test";
import { popoverPosition } from "./overlays.tsx";

const window = { width: 390, height: 800 };
const popover = { width: 200, height: 100 };
const button = (right: number, top: number) => ({ left: right - 50, right, top, bottom: top + 30 });

test("a popover opens below its button, aligned with its right edge", () => {
  expect(popoverPosition(popover, button(300, 100), window)).toEqual({ left: 100, top: 134 });
});

test("it is moved into the window, the left edge first", () => {
  expect(popoverPosition(popover, button(120, 100), window).left).toBe(8);
  expect(popoverPosition(popover, button(390, 100), window).left).toBe(182);
  expect(popoverPosition({ width: 600, height: 9 }, button(300, 100), window).left).toBe(8);
});

test("it opens above where it doesn't fit below, but never beyond the window's top", () => {
  expect(popoverPosition(popover, button(300, 700), window).top).toBe(596);
  expect(popoverPosition({ ...popover, height: 720 }, button(300, 100), window).top).toBe(134);
});
