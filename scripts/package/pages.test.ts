import { expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { pageFiles } from "./pages.ts";

// That the real build's files are all packed is shown by the installation in e2e/release.
test.each([
  ".DS_Store",
  "assets/.DS_Store",
  "assets/notes.txt",
  "assets/main.js",
  "assets/link-12345678.js",
])("%s among the built pages, which the build has not made, is an error", async (path) => {
  await using root = await makeTempFolder();
  await root.write("dist/client/index.html", "");
  const asset = await root.write("dist/client/assets/main-12345678.js", "");
  expect(pageFiles(root.path)).toHaveLength(2);
  if (path.includes("link")) symlinkSync(asset, `${root.path}/dist/client/${path}`);
  else await root.write(`dist/client/${path}`, "");
  expect(() => pageFiles(root.path)).toThrow(`the build has not made dist/client/${path}:`);
});
