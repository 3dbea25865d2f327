import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const english = read("README.md");
const portuguese = read("README.pt-BR.md");

const headingsOf = (text: string) => text.match(/^#+ /gm);
/** But for a command's comment, which is translated. */
const blocksOf = (text: string) =>
  text.match(/^```[\s\S]*?^```/gm)?.map((block) => block.replaceAll(/^(\w.*?) +# .*$/gm, "$1"));
const rowsOf = (text: string) => text.match(/^\| `[^`]+`/gm);
const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target).filter(isOfBoth);
/** Each links to the other. */
const isOfBoth = (target = "") => !target.startsWith("README");

describe("the README in Brazilian Portuguese", () => {
  test.each([
    ["headings", headingsOf],
    ["commands and other blocks", blocksOf],
    ["rows of its tables", rowsOf],
    ["links", linksOf],
  ])("has the same %s as the English one", (_, partsOf) => {
    expect(partsOf(portuguese)).toEqual(partsOf(english));
  });
});
