import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

test("THIRD_PARTY_LICENSES has the licence of each bundled package, which allows redistribution with its text", () => {
  const file = readFileSync(join(root, "dist/THIRD_PARTY_LICENSES"), "utf8");
  const listed = [...file.matchAll(/^(\S+) \d\S+ \((.+)\)$/gm)].map(([, ...cells]) => cells);
  for (const [name = "", licence] of listed) {
    expect([name, ["ISC", "MIT"].includes(licence ?? "")]).toEqual([name, true]);
    const [text = ""] = new Bun.Glob("LICEN[CS]E*").scanSync(join(root, "node_modules", name));
    expect(file).toContain(readFileSync(join(root, "node_modules", name, text), "utf8").trim());
  }
  const names = listed.map(([name]) => name);
  expect(names).toContainValues(["hono", "react-dom", "tailwindcss", "uplot", "valibot"]);
});
