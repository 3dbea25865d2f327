import { join } from "node:path";
import { unpackPackage } from "./debian.ts";

// Each: the programs on PATH, else Debian's from the project's cache.

/** Prometheus and its checker. */
interface PrometheusTools {
  prometheus: string;
  promtool: string;
  /** Options that only this package of Prometheus needs. */
  options: readonly string[];
}

/** @throws MissingTool */
export async function ensurePrometheus(): Promise<PrometheusTools> {
  const prometheus = Bun.which("prometheus");
  const promtool = Bun.which("promtool");
  if (prometheus && promtool) return { prometheus, promtool, options: [] };
  const root = await unpackPackage("prometheus");
  const bin = join(root, "usr/bin");
  // Debian ships the web files separately instead of in the program.
  const options = [
    `--web.console.templates=${join(root, "etc/prometheus/consoles")}`,
    `--web.console.libraries=${join(root, "etc/prometheus/console_libraries")}`,
    `--web.local-assets=${join(root, "usr/share/prometheus/web")}`,
  ];
  return { prometheus: join(bin, "prometheus"), promtool: join(bin, "promtool"), options };
}

/** Alertmanager and its checker. */
interface AlertmanagerTools {
  /** The command that starts Alertmanager, without its options. */
  alertmanager: readonly string[];
  amtool: string;
}

/** Debian's Alertmanager looks for its templates in `/usr/share`: it gets its own package's. */
const IN_ITS_PACKAGE =
  'mount --bind "$0/usr/share" /usr/share && exec "$0/usr/bin/prometheus-alertmanager" "$@"';

/** @throws MissingTool */
export async function ensureAlertmanager(): Promise<AlertmanagerTools> {
  const found = Bun.which("alertmanager") ?? Bun.which("prometheus-alertmanager");
  const amtool = Bun.which("amtool");
  if (found && amtool) return { alertmanager: [found], amtool };
  const root = await unpackPackage("prometheus-alertmanager");
  const unshared = ["unshare", "--user", "--map-root-user", "--mount"];
  const alertmanager = [...unshared, "sh", "-c", IN_ITS_PACKAGE, root];
  return { alertmanager, amtool: join(root, "usr/bin/amtool") };
}

/** VictoriaMetrics, a single node, what scrapes for it, and what evaluates rules for it. */
export interface VictoriaMetricsTools {
  victoriaMetrics: string;
  vmagent: string;
  vmalert: string;
}

/** @throws MissingTool */
export async function ensureVictoriaMetrics(): Promise<VictoriaMetricsTools> {
  const [victoriaMetrics, vmagent, vmalert] = ["victoria-metrics", "vmagent", "vmalert"].map(
    (name) => Bun.which(name) ?? Bun.which(`${name}-prod`),
  );
  if (victoriaMetrics && vmagent && vmalert) return { victoriaMetrics, vmagent, vmalert };
  const bin = join(await unpackPackage("victoria-metrics"), "usr/bin");
  const at = (name: string) => join(bin, name);
  return {
    victoriaMetrics: at("victoria-metrics"),
    vmagent: at("vmagent"),
    vmalert: at("vmalert"),
  };
}
