// `bun run build [--if-stale]`: plugin.ts, index.ts and the pages, into dist/.
import { parseArgs } from "node:util";
import { build } from "./build/build.ts";
import { isFresh } from "./build/stale.ts";
import { root } from "./root.ts";

const { values } = parseArgs({ options: { "if-stale": { type: "boolean", default: false } } });

if (!values["if-stale"] || !isFresh(root)) {
  try {
    await build(root);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
