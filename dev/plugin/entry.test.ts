import { expect, test } from "bun:test";
import { readdir, utimes } from "node:fs/promises";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { createLog } from "../log.ts";
import { importEntry } from "./entry.ts";

const FACTORY = "export default () => ({});";

function importFrom(folder: TempFolder, log = createLog()) {
  const options = { dir: folder.path, pluginEntry: "dist/plugin.js", name: "@acme/x" };
  return importEntry({ ...options, hostNumber: 0, logger: log.logger });
}

test("the entry is imported as a copy beside it, named by plugin and content", async () => {
  await using folder = await makeTempFolder();
  await folder.write("dist/plugin.js", FACTORY);
  const { copy } = await importFrom(folder);
  expect(copy).toMatch(/\/dist\/\.buntime-acme-x-[\da-f]+\.js$/);
});

test.each(["plugin.ts", "index.ts"])("without a build %s is used, with a warning", async (name) => {
  await using folder = await makeTempFolder();
  await folder.write(name, "export default (): object => ({});");
  const log = createLog();
  await importFrom(folder, log);
  const [record] = log.records();
  expect([record?.level, record?.message]).toEqual([
    "warn",
    `dist/plugin.js is missing: using ${name} instead`,
  ]);
});

test("copies that an earlier host left behind are removed, fresh ones and others' are not", async () => {
  await using folder = await makeTempFolder();
  await folder.write("dist/plugin.js", FACTORY);
  const stale = await folder.write("dist/.buntime-acme-x-1.js", "");
  await utimes(stale, 0, 0);
  await folder.write("dist/.buntime-acme-x-2.js", "");
  await folder.write("dist/.buntime-other-1.js", "");
  await importFrom(folder);
  const names = (await readdir(`${folder.path}/dist`)).filter((name) => name.startsWith("."));
  expect(names).toHaveLength(3);
  expect(names).not.toContain(".buntime-acme-x-1.js");
});

test("an entry that is nowhere, or has no factory, is an error", async () => {
  await using folder = await makeTempFolder();
  await expect(importFrom(folder)).rejects.toThrow("none of dist/plugin.js, plugin.ts, index.ts");
  await folder.write("dist/plugin.js", "export default {};");
  await expect(importFrom(folder)).rejects.toThrow("wanted a factory as default export");
});
