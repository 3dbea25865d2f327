import { expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { pageFiles } from "./pages.ts";

const FILES = {
  "index.html": '<script type="module" src="./assets/main-12345678.js"></script>',
  "assets/main-12345678.js": 'import("./page-12345678.js"); ["assets/page-12345678.css"]',
  "assets/page-12345678.js": "",
  "assets/page-12345678.css": "",
};

/** A repository whose built pages are `FILES` and others. */
async function withPages(...others: string[]): Promise<TempFolder> {
  const folder = await makeTempFolder();
  const files = { ...FILES, ...Object.fromEntries(others.map((path) => [path, ""])) };
  for (const [path, text] of Object.entries(files)) await folder.write(`dist/client/${path}`, text);
  return folder;
}

test("the pages in an archive are the page and what it names, one by another", async () => {
  await using root = await withPages();
  const paths = Object.keys(FILES).map((path) => `dist/client/${path}`);
  expect(pageFiles(root.path).sort()).toEqual(paths.sort());
});

test.each([".DS_Store", "assets/.DS_Store", "assets/main-87654321.js", "main.js"])(
  "%s, which the build has not made, is an error",
  async (path) => {
    await using root = await withPages(path);
    expect(() => pageFiles(root.path)).toThrow(`the build has not made dist/client/${path}:`);
  },
);

test("a link is an error, wherever it leads", async () => {
  await using root = await withPages();
  symlinkSync(import.meta.path, `${root.path}/dist/client/assets/link`);
  expect(() => pageFiles(root.path)).toThrow("the build has not made dist/client/assets/link:");
});

test("many such files are an error that names some", async () => {
  await using root = await withPages(...Array.from({ length: 9 }, (_, i) => `${i}.map`));
  expect(() => pageFiles(root.path)).toThrow(/^the build has not made (\S+, ){4}\S+ and 4 more: /);
});
