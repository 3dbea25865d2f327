import { expect, test } from "bun:test";
import { rmSync, utimesSync } from "node:fs";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { isFresh, stamp } from "./stale.ts";

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);

/** Whether a build that began after the last change is fresh after `change`. */
async function isFreshAfter(change: (root: string) => void): Promise<boolean> {
  await using folder = await makeTempFolder();
  const { path: root } = folder;
  for (const file of ["plugin.js", "index.js", "client/index.html", "THIRD_PARTY_LICENSES"]) {
    await folder.write(`dist/${file}`, "x");
  }
  for (const file of ["plugin.ts", "server/api.ts"]) {
    utimesSync(await folder.write(file, "x"), at(5), at(5));
  }
  utimesSync(`${root}/server`, at(5), at(5));
  stamp(`${root}/dist`, at(10));
  change(root);
  return isFresh(root);
}

test.each<[string, boolean, (root: string) => void]>([
  ["fresh after nothing", true, () => {}],
  [
    "stale if a source was saved since",
    false,
    (root) => utimesSync(`${root}/plugin.ts`, at(11), at(11)),
  ],
  ["stale if a source was removed since", false, (root) => rmSync(`${root}/server/api.ts`)],
  ["stale if an output is missing", false, (root) => rmSync(`${root}/dist/client/index.html`)],
])("a build is %s", async (_, expected, change) => {
  expect(await isFreshAfter(change)).toBe(expected);
});
