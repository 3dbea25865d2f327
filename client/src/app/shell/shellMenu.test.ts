import { expect, test } from "bun:test";
import { hasMenu } from "./shellMenu.ts";

const widths = (shell: number, frame: number) =>
  hasMenu({ innerWidth: frame }, { innerWidth: shell });

test("the shell's links are only visible in an expanded sidebar", () => {
  expect(widths(1_280, 1_056)).toBe(true);
  expect(widths(1_280, 1_232)).toBe(false);
  expect(widths(390, 390)).toBe(false);
});

test("a page of another origin isn't the shell", () => {
  const other = Object.defineProperty({ innerWidth: 0 }, "innerWidth", {
    get() {
      throw new DOMException("Blocked a frame", "SecurityError");
    },
  });
  expect(hasMenu({ innerWidth: 800 }, other)).toBe(false);
});
