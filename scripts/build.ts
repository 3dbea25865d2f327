// `bun run build`: plugin.ts, index.ts and the pages, into dist/.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { firstVisits, type Measured, measure, overBudget, sizeLine } from "./build/budgets.ts";
import { buildPages, buildServer } from "./build/bundle.ts";
import { licencesFile } from "./build/licences.ts";
import { isFresh, stamp } from "./build/stale.ts";
import { commandLine } from "./command-line.ts";
import { root } from "./root.ts";
/** The `FirstVisit`s of the last build, as JSON: tests compare them with what a browser loads. */
export const FIRST_VISITS = ".cache/first-visits.json";

/** Thrown if a built part is too large. */
class OverBudget extends Error {
  override readonly name = "OverBudget";
}

/**
 * Builds `dist/` in a sibling folder, and swaps it in once it is complete.
 *
 * @throws Error if a part does not build, which leaves `dist/` unchanged; OverBudget if one is too large, after
 * replacing `dist/`, so that it can still be tested.
 */
export async function build(root: string): Promise<void> {
  const started = new Date();
  const folder = join(root, ".cache", `build-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const ofServer = await buildServer(root, folder);
    const { manifest, packages } = await buildPages(root, join(folder, "client"));
    const licences = licencesFile(root, [...ofServer, ...packages]);
    writeFileSync(join(folder, "THIRD_PARTY_LICENSES"), licences);
    const sizes = measure(folder, manifest);
    stamp(folder, started);
    swapIn(folder, join(root, "dist"));
    writeFileSync(join(root, FIRST_VISITS), JSON.stringify(firstVisits(manifest)));
    report(sizes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`built in ${((Date.now() - started.getTime()) / 1000).toFixed(1)} s`);
}

function report(sizes: Measured[]): void {
  for (const size of sizes) console.log(sizeLine(size));
  const over = sizes.flatMap(overBudget);
  if (over.length > 0) throw new OverBudget(over.join("\n"));
}

/**
 * Moves the folder `fresh` to `place`: a reader finds the old or the new one, briefly neither, and never a mixture.
 * Both must be on one file system.
 */
function swapIn(fresh: string, place: string): void {
  const old = `${fresh}-old`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

const usage = `Usage: bun run build [options]

  --if-stale  only if something has changed since the last build`;

if (import.meta.main) {
  const { "if-stale": ifStale } = commandLine(usage, {
    "if-stale": { type: "boolean", default: false },
  });
  if (ifStale && isFresh(root)) process.exit();
  await build(root).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    // A part that is too large fails the build, but does not prevent a start.
    process.exit(ifStale && error instanceof OverBudget ? 0 : 1);
  });
}
