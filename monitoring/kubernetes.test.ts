import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import {
  PodMonitor,
  PrometheusRule,
  ServiceMonitor,
} from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { parse } from "yaml";

const PATH = "/metrics/api/metrics/prometheus";
const read = async (name: string) =>
  parse(await Bun.file(join(import.meta.dir, "kubernetes", name)).text());

describe("the Prometheus operator's resources are as its published schemas want them", () => {
  test("PodMonitor, which sets the job that the rules look for", async () => {
    const monitor = new PodMonitor(await read("pod-monitor.yaml"));
    monitor.validate();
    expect(monitor.spec.podMetricsEndpoints).toMatchObject([
      { path: PATH, relabelings: [{ targetLabel: "job", replacement: "buntime" }] },
    ]);
  });

  test("ServiceMonitor, which scrapes a pod of two Services once and sets that job too", async () => {
    const monitor = new ServiceMonitor(await read("service-monitor.yaml"));
    monitor.validate();
    const relabelings = [
      { sourceLabels: ["__meta_kubernetes_service_name"], regex: ".+-headless", action: "drop" },
      { targetLabel: "job", replacement: "buntime" },
    ];
    expect(monitor.spec.endpoints).toMatchObject([{ path: PATH, relabelings }]);
  });

  test("PrometheusRule", async () => {
    new PrometheusRule(await read("prometheus-rule.yaml")).validate();
  });

  test("and the schemas are not ones that take anything", () => {
    const spec = { selector: {}, podMetricsEndpoints: [{ path: 1 }] };
    expect(() => new PodMonitor({ metadata: { name: "x" }, spec } as never).validate()).toThrow(
      "must be string",
    );
  });
});

// No published schema of Prometheus' own configuration is at hand, and Debian's promtool, which checks
// all but this section, is built without Kubernetes: these are the documented fields.
test("scrape-config.yml finds pods, and keeps those of the documented label and port", async () => {
  const { scrape_configs } = await read("scrape-config.yml");
  expect(scrape_configs).toHaveLength(1);
  const [job] = scrape_configs;
  expect(job.metrics_path).toBe(PATH);
  expect(job.kubernetes_sd_configs).toEqual([{ role: "pod" }]);
  expect(job.relabel_configs).toContainEqual({
    source_labels: ["__meta_kubernetes_pod_label_app"],
    regex: "buntime",
    action: "keep",
  });
  expect(job.relabel_configs).toContainEqual({
    source_labels: ["__meta_kubernetes_pod_label_app_kubernetes_io_component"],
    regex: "turso-.+",
    action: "drop",
  });
  expect(job.relabel_configs).toContainEqual({
    source_labels: ["__meta_kubernetes_pod_ip"],
    regex: "(.+)",
    replacement: "$1:8000",
    target_label: "__address__",
  });
});
