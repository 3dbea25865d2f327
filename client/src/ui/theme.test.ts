import { expect, test } from "bun:test";
import { isDark, readTheme } from "./theme.ts";

test("framed, the pages are light whatever was chosen, as the shell always is", () => {
  expect(isDark("dark", true, true)).toBe(false);
  expect(isDark("system", true, true)).toBe(false);
});

test("alone, the choice counts, else the system", () => {
  expect(isDark("dark", false, false)).toBe(true);
  expect(isDark("light", false, true)).toBe(false);
  expect(isDark("system", false, true)).toBe(true);
});

test("a stored choice that is none means the system's", () => {
  expect(readTheme("dark")).toBe("dark");
  expect(readTheme("purple")).toBe("system");
  expect(readTheme(null)).toBe("system");
});
