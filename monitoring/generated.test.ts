import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../scripts/root.ts";
import { GENERATED } from "./generated.ts";

// docs/scaling.md is compared in scaling/advice.test.ts, so that the model runs once.
test.each(GENERATED.filter(({ path }) => path !== "docs/scaling.md"))(
  "$path is as its source makes it; else run: bun run generate",
  async (file) => {
    const committed = await Bun.file(join(root, file.path)).text();
    expect(committed).toBe(await file.make());
  },
);
