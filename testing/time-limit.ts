import { plugin } from "bun";

/** Longer than any test takes, however busy the machine is; more runs of a property take longer. */
const LIMIT_MS = 240_000 * Number(process.env.FUZZ_TIMES || 1);

/**
 * Sets the default time limit in every test file. bunfig.toml, which preloads this file, can't set it, and a
 * limit that a preloaded file sets holds for the first test file alone (Bun 1.4).
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
