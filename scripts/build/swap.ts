import { existsSync, renameSync, rmSync } from "node:fs";

/**
 * Puts the folder `fresh` at `place`, where a reader finds the old or the new one, for a moment neither, but no mixture.
 * Both must be on one file system.
 */
export function swapIn(fresh: string, place: string): void {
  const old = `${fresh}-old`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}
