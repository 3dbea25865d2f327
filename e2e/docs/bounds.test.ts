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

/** A constant of a module, exported or not, and what it is: for a number of the table, factors. */
const CONSTANT = /^(?:export )?const ([A-Z_]+) = (.+);/gm;

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

function valueIn(source: string, constant: string): number {
  const [found] = [...source.matchAll(CONSTANT)].filter(([, name]) => name === constant);
  const factors = found?.[2]?.replaceAll("_", "").split(" * ") ?? [Number.NaN];
  return factors.reduce<number>((product, factor) => product * Number(factor), 1);
}

describe("the table of resource bounds", () => {
  test.each(bounds)("says $value of $constant, as the code does", ({ value, file, constant }) => {
    expect(valueIn(readFileSync(join(root, file), "utf8"), constant)).toBe(value);
  });

  test.each(bounds)("names a test of $constant that there is", ({ testFile, testName }) => {
    expect(readFileSync(join(root, testFile), "utf8")).toContain(`"${testName}"`);
  });

  test.each([
    ["server", /^MAX_/],
    // What the pages keep is in their store; how long they wait for something is no such bound.
    ["client/src/data", /^(MAX|LONGEST|REMEMBERED)_(?!\w*_MS$)/],
  ])("leaves out no limit of %s, by its name", (folder, isLimit) => {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    const sources = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
    const limits = sources.flatMap((file) => {
      const text = readFileSync(join(root, folder, file), "utf8");
      return [...text.matchAll(CONSTANT)].flatMap(([, name = ""]) =>
        isLimit.test(name) ? `${folder}/${file} ${name}` : [],
      );
    });
    expect(limits.length).toBeGreaterThan(3);
    const listed = bounds.map(({ file, constant }) => `${file} ${constant}`);
    expect(limits.filter((limit) => !listed.includes(limit))).toEqual([]);
  });
});
