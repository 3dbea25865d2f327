// `bun run build`: plugin.ts, index.ts and the pages, into dist/.
import { build, OverBudget } from "./build/build.ts";
import { isFresh } from "./build/stale.ts";
import { commandLine } from "./command-line.ts";
import { root } from "./root.ts";

const usage = `Usage: bun run build [options]

  --if-stale  only when something has changed since the last one`;

const values = commandLine(usage, { "if-stale": { type: "boolean", default: false } });

if (!values["if-stale"] || !isFresh(root)) {
  try {
    await build(root);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    // Too large is a fault of the build, but no reason not to start what there is.
    process.exit(values["if-stale"] && error instanceof OverBudget ? 0 : 1);
  }
}
