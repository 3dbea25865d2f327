import { join } from "node:path";
import { unpackPackage } from "./debian-package.ts";

const NAMES = ["victoria-metrics", "victoria-metrics-prod"];

/**
 * The path of a single-node VictoriaMetrics: one on PATH, else Debian's from the project's cache.
 *
 * @throws MissingTool
 */
export async function ensureVictoriaMetrics(): Promise<string> {
  const found = NAMES.map((name) => Bun.which(name)).find((path) => path !== null);
  if (found) return found;
  return join(await unpackPackage("victoria-metrics"), "usr/bin/victoria-metrics");
}
