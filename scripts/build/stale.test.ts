import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isFresh, stamp } from "./stale.ts";

let root: string;
const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);

function write(path: string, seconds: number): void {
  writeFileSync(join(root, path), "");
  utimesSync(join(root, path), at(seconds), at(seconds));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stale-"));
  for (const folder of ["server", "dist", "dist/client"]) mkdirSync(join(root, folder));
  for (const file of ["plugin.js", "index.js", "client/index.html"]) write(`dist/${file}`, 0);
  for (const file of ["plugin.ts", "server/api.ts"]) write(file, 5);
  utimesSync(join(root, "server"), at(5), at(5));
  stamp(join(root, "dist"), at(10));
});
afterEach(() => rmSync(root, { recursive: true }));

test("a build that began after the last change is fresh", () => {
  expect(isFresh(root)).toBe(true);
});

test("a source saved while the build ran makes it stale", () => {
  write("server/api.ts", 11);
  expect(isFresh(root)).toBe(false);
});

test("a source removed since makes it stale", () => {
  rmSync(join(root, "server/api.ts"));
  expect(isFresh(root)).toBe(false);
});

test("a missing output makes it stale", () => {
  rmSync(join(root, "dist/client/index.html"));
  expect(isFresh(root)).toBe(false);
});
