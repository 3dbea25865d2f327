import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** The files of `monitoring/` that are in the archives. The others are source or tests. */
const KIT = [
  "alertmanager/alertmanager.yml",
  "collectors/alloy.alloy",
  "collectors/datadog.yaml",
  "collectors/opentelemetry.yaml",
  "compose.yaml",
  "fleet/agent.yml",
  "grafana/dashboards/buntime.json",
  "grafana/provisioning/dashboards/buntime.yaml",
  "grafana/provisioning/datasources/prometheus.yaml",
  "kubernetes/alertmanager-config.yaml",
  "kubernetes/autoscaling/hpa.yaml",
  "kubernetes/autoscaling/keda-metrics-api.yaml",
  "kubernetes/autoscaling/keda-prometheus.yaml",
  "kubernetes/autoscaling/prometheus-adapter.yaml",
  "kubernetes/pod-monitor.yaml",
  "kubernetes/prometheus-rule.yaml",
  "kubernetes/readiness.yaml",
  "kubernetes/scrape-config.yml",
  "kubernetes/service-monitor.yaml",
  "kustomization.yaml",
  "prometheus/alerts-documented.yml",
  "prometheus/alerts.yml",
  "prometheus/authorization.yml",
  "prometheus/file-sd.yml",
  "prometheus/instances.yml",
  "prometheus/prometheus.yml",
  "prometheus/recording.yml",
  "prometheus/targets/buntime.yml",
  "victoria-metrics/scrape.yml",
];
const SOURCE = /\.ts$|\.test\.yml$|^Dockerfile/;

/**
 * The texts of the monitoring kit for an archive, by path relative to the repository.
 *
 * @throws Error naming a file that is missing, or an additional one that is neither part of it nor its source.
 */
export function kitFiles(root: string): Record<string, string> {
  const folder = join(root, "monitoring");
  for (const place of new Set(KIT.map(dirname))) {
    const files = readdirSync(join(folder, place), { withFileTypes: true });
    const names = files.filter((file) => !file.isDirectory()).map(({ name }) => name);
    const isKnown = (name: string) => SOURCE.test(name) || KIT.includes(posix.join(place, name));
    const stray = names.find((name) => !isKnown(name));
    if (stray) {
      throw new Error(
        `monitoring/${posix.join(place, stray)} is not a file of the kit: remove it, or add it to scripts/package/kit.ts`,
      );
    }
  }
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const texts = KIT.map((path) => [`monitoring/${path}`, read(path)] as const);
  const compose = { "monitoring/compose.yaml": withRealBuntime(read("compose.yaml")) };
  return { ...Object.fromEntries(texts), ...compose };
}

/**
 * `compose.yaml` with its commented block of a real Buntime instead of the development host, which the archives
 * lack.
 */
export function withRealBuntime(compose: string): string {
  return compose
    .replace(/^ {2}# The embedded development host[\s\S]*?^(?= {2}# A real Buntime)/m, "")
    .replace(/ instead: uncomment [^.]*\. (The folder .*) is then/, ". $1 is")
    .replace(/^( {2})# (?=buntime:| {2}\S| {4})/gm, "$1");
}
