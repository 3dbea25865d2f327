import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

/** A constant of a module, exported or not, and its value: for a number of the table, factors. */
const CONSTANT = /^(?:export )?const ([A-Z_]+) = (.+);/gm;

const read = (path: string) => readFileSync(join(root, path), "utf8");
const page = read("docs/limits.md").matchAll(/^\| .+ \| ([\d,.]+) \| `([A-Z_]+)` \|$/gm);
/** The limits of the page by their constant. */
const values = new Map(
  [...page].map(([, value = "", name = ""]) => [name, Number(value.replaceAll(",", ""))]),
);
const lines = read("e2e/docs/bounds.txt").trimEnd().split("\n");
const bounds = lines.map((line) => {
  const [, file = "", constant = "", testFile = "", testName = ""] =
    /^(\S+) ([A-Z_]+) \| (\S+): (.+)$/.exec(line) ?? [];
  return { constant, value: values.get(constant), file, testFile, testName };
});

function valueIn(source: string, constant: string): number {
  const found = [...source.matchAll(CONSTANT)].find(([, name]) => name === constant);
  const factors = found?.[2]?.replaceAll("_", "").split(" * ") ?? [Number.NaN];
  return factors.reduce<number>((product, factor) => product * Number(factor), 1);
}

describe("the limits page", () => {
  test("lists the bounds of bounds.txt, and no others", () => {
    expect([...values.keys()].sort()).toEqual(bounds.map(({ constant }) => constant).sort());
  });

  test.each(bounds)("gives $constant as $value, as in the code, and names its test", (bound) => {
    expect(valueIn(read(bound.file), bound.constant)).toBe(bound.value ?? Number.NaN);
    expect(read(bound.testFile)).toContain(`"${bound.testName}"`);
  });

  test.each([
    ["server", /^MAX_/],
    // The pages keep data in their store; time limits are not such bounds.
    ["client/src/data", /^(MAX|LONGEST|REMEMBERED)_(?!\w*_MS$)/],
  ])("leaves out no limit of %s", (folder, isLimit) => {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    const sources = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
    const limits = sources.flatMap((file) => {
      const text = read(`${folder}/${file}`);
      return [...text.matchAll(CONSTANT)].flatMap(([, name = ""]) =>
        isLimit.test(name) ? `${folder}/${file} ${name}` : [],
      );
    });
    expect(limits.length).toBeGreaterThan(3);
    const listed = bounds.map(({ file, constant }) => `${file} ${constant}`);
    expect(limits.filter((limit) => !listed.includes(limit))).toEqual([]);
  });
});
