import { plugin } from "bun";

/** Longer than any test takes, even on a busy machine; longer still for more runs of a property. */
const LIMIT_MS = 240_000 * Number(process.env.FUZZ_TIMES || 1);

/**
 * Sets the default time limit in every test file. bunfig.toml, which preloads this file, can't set it, and a
 * limit set by a preloaded file only applies to the first test file (Bun 1.4).
 */
plugin({
  name: "time limit",
  setup(build) {
    build.onLoad({ filter: /\.test\.tsx?$/ }, async ({ path }) => ({
      contents: `import { setDefaultTimeout as limit } from "bun:test"; limit(${LIMIT_MS}); ${await Bun.file(path).text()}`,
      loader: path.endsWith("x") ? "tsx" : "ts",
    }));
  },
});
