import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Measured, measure, overBudget, sizeLine } from "./budgets.ts";
import { buildPages } from "./pages.ts";
import { buildServer } from "./server.ts";
import { stamp } from "./stale.ts";
import { swapIn } from "./swap.ts";

/** Thrown when what was built is too large. */
export class OverBudget extends Error {
  override readonly name = "OverBudget";
}

/**
 * Builds `dist/` anew, beside the old one, and puts it in place when it is whole.
 *
 * @throws Error when a part does not build, and `dist/` is then what it was; OverBudget when one is too
 * large, and `dist/` is then new, so that it can be looked at and tested all the same.
 */
export async function build(root: string): Promise<void> {
  const started = new Date();
  const folder = join(root, ".cache", `build-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    await buildServer(root, folder);
    const sizes = measure(folder, await buildPages(root, join(folder, "client")));
    stamp(folder, started);
    swapIn(folder, join(root, "dist"));
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
