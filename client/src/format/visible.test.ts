import { expect, test } from "bun:test";
import { visible } from "./visible.ts";

test("marks that turn a text's direction are shown, its letters stay", () => {
  expect(visible("\u202Egnp.exe\u2067@1.0.0\u061C")).toBe("⟨U+202E⟩gnp.exe⟨U+2067⟩@1.0.0⟨U+061C⟩");
  const plain = "@acme/שלום-é-😀@1.0.0";
  expect(visible(plain)).toBe(plain);
});
