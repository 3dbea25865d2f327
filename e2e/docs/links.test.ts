import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../scripts/root.ts";
import { documents } from "./snippets.ts";

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

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
