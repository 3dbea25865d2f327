import { expect, test } from "bun:test";
import { isDark, readTheme } from "./theme.ts";

test("in a frame the pages are always light, like the shell", () => {
  expect(isDark("dark", true, true)).toBe(false);
  expect(isDark("system", true, true)).toBe(false);
});

test("standalone, the pages follow the choice, or the system", () => {
  expect(isDark("dark", false, false)).toBe(true);
  expect(isDark("light", false, true)).toBe(false);
  expect(isDark("system", false, true)).toBe(true);
});

test("an invalid stored choice means the system's theme", () => {
  expect(readTheme("dark")).toBe("dark");
  expect(readTheme("purple")).toBe("system");
  expect(readTheme(null)).toBe("system");
});
