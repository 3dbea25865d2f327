import { expect, test } from "bun:test";
import { relativeTargets, withoutDeadLinks } from "./links.ts";

test.each([
  ["see [the guide](docs/guide.md#part) and go on", "see the guide (`docs/guide.md`) and go on"],
  ["[a `b`](docs/a.md), [c](../c.md)", "a `b` (`docs/a.md`), c (`../c.md`)"],
  ["[MIT](LICENSE), [below](#more)", "[MIT](LICENSE), [below](#more)"],
  ["[Bun](https://bun.sh), <https://bun.sh>", "[Bun](https://bun.sh), <https://bun.sh>"],
  ["a\n\n![alt](docs/a.png)\n\nb\n", "a\n\nb\n"],
  ["```md\n[a](a.md)\n```\n\n[a](a.md)\n", "```md\n[a](a.md)\n```\n\na (`a.md`)\n"],
])("%j in an archive: a dead link becomes its text and its file, an image goes", (text, expected) =>
  expect(withoutDeadLinks(text, (path) => path === "LICENSE")).toBe(expected),
);

test("the targets of a text are its links and images to files, without anchors", () => {
  const text = "[a](a.md#x) ![b](b.png) [c](https://c) [d](#d)\n\n```\n[e](e.md)\n```\n";
  expect(relativeTargets(text)).toEqual(["a.md", "b.png"]);
});
