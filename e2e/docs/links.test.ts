import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../scripts/root.ts";
import { documents } from "./documents.ts";

test.each([...documents(), "CHANGELOG.md"])("every link in %s leads somewhere", (file) => {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/```[\s\S]*?```/g, "");
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const broken = links.filter(
    (target) => !/^https?:/.test(target) && !leadsSomewhere(file, target),
  );
  expect(broken).toEqual([]);
});

function leadsSomewhere(file: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const place = path === "" ? join(root, file) : join(root, dirname(file), path);
  if (!existsSync(place)) return false;
  return anchor === undefined || anchorsOf(readFileSync(place, "utf8")).includes(anchor);
}

/** As GitHub derives them from headings. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const english = read("README.md");
const portuguese = read("README.pt-BR.md");

const headingsOf = (text: string) => text.match(/^#+ /gm);
/** Without the comments of commands, which are translated. */
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
