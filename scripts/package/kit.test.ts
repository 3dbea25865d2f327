import { expect, test } from "bun:test";
import { join } from "node:path";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { kitFiles } from "./kit.ts";

test("a file beside the kit, such as a token, is refused instead of packed", async () => {
  await using folder = await makeTempFolder();
  await folder.write("monitoring/prometheus/buntime.token", "secret");
  expect(() => kitFiles(folder.path)).toThrow(
    `monitoring/${join("prometheus", "buntime.token")} is no file of the kit: remove it, or add it to scripts/package/kit.ts`,
  );
});
