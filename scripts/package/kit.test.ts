import { expect, test } from "bun:test";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { root } from "../root.ts";
import { kitFiles } from "./kit.ts";

test("an additional file, such as a token, is refused instead of packed", async () => {
  await using folder = await makeTempFolder();
  await cp(join(root, "monitoring"), join(folder.path, "monitoring"), { recursive: true });
  expect(kitFiles(folder.path)).toHaveProperty(["monitoring/prometheus/alerts.yml"]);
  await folder.write("monitoring/prometheus/buntime.token", "secret");
  expect(() => kitFiles(folder.path)).toThrow(
    `monitoring/prometheus/buntime.token is not a file of the kit: remove it, or add it to scripts/package/kit.ts`,
  );
});
