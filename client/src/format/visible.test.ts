import { expect, test } from "bun:test";
import { visible, visibleApp } from "./visible.ts";

test("bidirectional control characters are made visible, letters are unchanged", () => {
  expect(visible("\u202Egnp.exe\u2067@1.0.0\u061C")).toBe("⟨U+202E⟩gnp.exe⟨U+2067⟩@1.0.0⟨U+061C⟩");
  const plain = "@acme/שלום-é-😀@1.0.0";
  expect(visible(plain)).toBe(plain);
});

test("a right-to-left name and its version are isolated from each other", () => {
  expect(visibleApp("חנות@2.0.0-rc.1")).toBe("\u2068חנות\u2069\u2066@2.0.0-rc.1\u2069");
  for (const plain of ["@acme/shop@1.0.0", "shop", "@acme/shop"]) {
    expect(visibleApp(plain)).toBe(plain);
  }
});
