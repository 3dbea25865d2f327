// `bun run build [--if-stale]`: plugin.ts, index.ts and the pages, into dist/.
import { parseArgs } from "node:util";
import { build, OverBudget } from "./build/build.ts";
import { isFresh } from "./build/stale.ts";
import { root } from "./root.ts";

const { values } = parseArgs({ options: { "if-stale": { type: "boolean", default: false } } });

if (!values["if-stale"] || !isFresh(root)) {
  try {
    await build(root);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    // Too large is a fault of the build, but no reason not to start what there is.
    process.exit(values["if-stale"] && error instanceof OverBudget ? 0 : 1);
  }
}
