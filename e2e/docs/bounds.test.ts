import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

interface Bound {
  value: number;
  file: string;
  constant: string;
  testFile: string;
  testName: string;
}

const ROW = /^\| [^|]+ \| ([\d,]+) \| `([^`]+)` `([A-Z_]+)` \| `([^`]+)`: (.+) \|$/;

const bounds = boundsOf(readFileSync(join(root, "docs", "operating.md"), "utf8"));

function boundsOf(text: string): Bound[] {
  const [, table = ""] = /## Resource bounds\n([\s\S]*?)\n## /.exec(text) ?? [];
  const rows = table.split("\n").filter((line) => /^\| (?!bound|-)/.test(line));
  return rows.map((row) => {
    const [, value = "", file = "", constant = "", testFile = "", testName = ""] =
      ROW.exec(row) ?? [];
    if (value === "") throw new Error(`not a row of the table: ${row}`);
    return { value: Number(value.replaceAll(",", "")), file, constant, testFile, testName };
  });
}

describe("the table of resource bounds", () => {
  test("has rows", () => {
    expect(bounds.length).toBeGreaterThan(10);
  });

  test.each(bounds)(
    "says $value of $constant, as the code does",
    async ({ value, file, constant }) => {
      const module: Record<string, unknown> = await import(join(root, file));
      expect(module[constant]).toBe(value);
    },
  );

  test.each(bounds)("names a test of $constant that there is", ({ testFile, testName }) => {
    expect(readFileSync(join(root, testFile), "utf8")).toContain(`"${testName}"`);
  });

  test("leaves out no limit of the server that has MAX in its name", () => {
    const files = readdirSync(join(root, "server"), { recursive: true, encoding: "utf8" });
    const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    const limits = sources.flatMap((file) => {
      const text = readFileSync(join(root, "server", file), "utf8");
      return [...text.matchAll(/export const (MAX_\w+)/g)].map(([, name]) => name);
    });
    const listed = bounds.map(({ constant }) => constant);
    expect(limits.filter((name) => !listed.includes(name ?? ""))).toEqual([]);
  });
});
