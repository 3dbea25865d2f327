import { join } from "node:path";
import { unpackPackage } from "./debian-package.ts";

/** Paths of the two programs of one Prometheus. */
export interface PrometheusTools {
  prometheus: string;
  promtool: string;
  /** What only that package of Prometheus needs to be started with. */
  options: readonly string[];
}

/**
 * Prometheus and promtool: those on PATH, else Debian's from the project's cache.
 *
 * @throws MissingTool
 */
export async function ensurePrometheus(): Promise<PrometheusTools> {
  const prometheus = Bun.which("prometheus");
  const promtool = Bun.which("promtool");
  if (prometheus && promtool) return { prometheus, promtool, options: [] };
  const root = await unpackPackage("prometheus");
  const bin = join(root, "usr/bin");
  // Debian keeps the web files beside the program rather than in it.
  const options = [
    `--web.console.templates=${join(root, "etc/prometheus/consoles")}`,
    `--web.console.libraries=${join(root, "etc/prometheus/console_libraries")}`,
    `--web.local-assets=${join(root, "usr/share/prometheus/web")}`,
  ];
  return { prometheus: join(bin, "prometheus"), promtool: join(bin, "promtool"), options };
}
