import { describe, expect, test } from "bun:test";
import { relativeTargets, withoutDeadLinks } from "./links.ts";

const mended = (text: string) => withoutDeadLinks(text, (path) => path === "LICENSE");

describe("a text in an archive", () => {
  test.each([
    ["see [the guide](docs/guide.md#part) and go on", "see the guide (`docs/guide.md`) and go on"],
    ["[a `b`](docs/a.md), [c](../c.md)", "a `b` (`docs/a.md`), c (`../c.md`)"],
    ["[MIT](LICENSE), [below](#more)", "[MIT](LICENSE), [below](#more)"],
    ["[Bun](https://bun.sh), <https://bun.sh>", "[Bun](https://bun.sh), <https://bun.sh>"],
  ])("%j: a dead link becomes its text and its file", (text, wanted) =>
    expect(mended(text)).toBe(wanted),
  );

  test("has no missing image, nor the gap that it would leave", () => {
    expect(mended("a\n\n![alt](docs/a.png)\n\nb\n")).toBe("a\n\nb\n");
    expect(mended("a\n\n![alt](https://host/a.png)\n")).toBe("a\n\n![alt](https://host/a.png)\n");
  });

  test("has unchanged blocks", () => {
    const text = "```md\n[a](docs/a.md)\n```\n\n[a](docs/a.md)\n";
    expect(mended(text)).toBe("```md\n[a](docs/a.md)\n```\n\na (`docs/a.md`)\n");
  });
});

test("the targets of a text are its links and images to files, without anchors", () => {
  const text = "[a](a.md#x) ![b](b.png) [c](https://c) [d](#d)\n\n```\n[e](e.md)\n```\n";
  expect(relativeTargets(text)).toEqual(["a.md", "b.png"]);
});
