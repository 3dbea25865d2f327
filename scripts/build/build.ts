import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundledPackages } from "../package/licences.ts";
import { firstVisits, type Measured, measure, overBudget, sizeLine } from "./budgets.ts";
import { buildPages } from "./pages.ts";
import { buildServer } from "./server.ts";
import { stamp } from "./stale.ts";
import { swapIn } from "./swap.ts";

/** The `FirstVisit`s of the last build, as JSON: tests compare them with what a browser loads. */
export const FIRST_VISITS = ".cache/first-visits.json";

/** Thrown when what was built is too large. */
export class OverBudget extends Error {
  override readonly name = "OverBudget";
}

/**
 * Builds `dist/` beside the old one, and puts it in place once it is complete.
 *
 * @throws Error when a part does not build, and `dist/` is then what it was; OverBudget when one is too
 * large, and `dist/` is then new, so that it can be looked at and tested all the same.
 */
export async function build(root: string): Promise<void> {
  const started = new Date();
  const folder = join(root, ".cache", `build-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const ofServer = await buildServer(root, folder);
    const { manifest, packages } = await buildPages(root, join(folder, "client"));
    checkLicences(root, [...ofServer, ...packages]);
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

/** The archives carry the licences of all these packages. */
function checkLicences(root: string, packages: readonly string[]): void {
  const listed = bundledPackages(root).map(({ name }) => name);
  const missing = new Set(packages.filter((name) => !listed.includes(name)));
  if (packages.length === 0 || missing.size > 0) {
    throw new Error(`no licence is listed for ${[...missing].join(", ") || "any package"}`);
  }
}

function report(sizes: Measured[]): void {
  for (const size of sizes) console.log(sizeLine(size));
  const over = sizes.flatMap(overBudget);
  if (over.length > 0) throw new OverBudget(over.join("\n"));
}
