import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pageFiles } from "./pages.ts";

let root: string;

function write(path: string, text = ""): void {
  writeFileSync(join(root, "dist/client", path), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pages-"));
  mkdirSync(join(root, "dist/client/assets"), { recursive: true });
  write("index.html", '<script type="module" src="./assets/main-12345678.js"></script>');
  write("assets/main-12345678.js", 'import("./page-12345678.js"); ["assets/page-12345678.css"]');
  write("assets/page-12345678.js");
  write("assets/page-12345678.css");
});
afterEach(() => rmSync(root, { recursive: true }));

describe("the pages in an archive", () => {
  test("are the page and what it names, one by another", () => {
    expect(pageFiles(root).sort()).toEqual([
      "dist/client/assets/main-12345678.js",
      "dist/client/assets/page-12345678.css",
      "dist/client/assets/page-12345678.js",
      "dist/client/index.html",
    ]);
  });

  test.each([".DS_Store", "evil.map", "assets/.DS_Store", "assets/main-87654321.js", "main.js"])(
    "are refused with %s, which the build has not made",
    (path) => {
      write(path);
      expect(() => pageFiles(root)).toThrow(`the build has not made dist/client/${path}:`);
    },
  );

  test("are refused with a link, wherever it leads", () => {
    symlinkSync(import.meta.path, join(root, "dist/client/assets/link"));
    expect(() => pageFiles(root)).toThrow("the build has not made dist/client/assets/link:");
  });

  test("are refused with many files in a sentence that names some", () => {
    for (let i = 0; i < 9; i++) write(`${i}.map`);
    expect(() => pageFiles(root)).toThrow(/^the build has not made (\S+, ){4}\S+ and 4 more: /);
  });
});
