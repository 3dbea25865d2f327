import { join } from "node:path";
import { unpackPackage } from "./debian-package.ts";

/** VictoriaMetrics and what evaluates rules for it. */
export interface VictoriaMetricsTools {
  /** A single-node server. */
  victoriaMetrics: string;
  vmalert: string;
}

const NAMES = ["victoria-metrics", "victoria-metrics-prod"];

/**
 * VictoriaMetrics and vmalert: those on PATH, else Debian's from the project's cache.
 *
 * @throws MissingTool
 */
export async function ensureVictoriaMetrics(): Promise<VictoriaMetricsTools> {
  const found = NAMES.map((name) => Bun.which(name)).find((path) => path !== null);
  const vmalert = Bun.which("vmalert") ?? Bun.which("vmalert-prod");
  if (found && vmalert) return { victoriaMetrics: found, vmalert };
  const bin = join(await unpackPackage("victoria-metrics"), "usr/bin");
  return { victoriaMetrics: join(bin, "victoria-metrics"), vmalert: join(bin, "vmalert") };
}
