import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { ScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1";
import {
  PodMonitor,
  PrometheusRule,
  ServiceMonitor,
} from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { AlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import { ConfigMap, Probe } from "kubernetes-models/v1";
import { parse, parseAllDocuments } from "yaml";
import { CATALOGUE } from "../server/exposition/catalogue.ts";
import { parseThresholds } from "../server/thresholds.ts";
import { SETTINGS } from "./settings.ts";

const PATH = "/metrics/api/metrics/prometheus";
/** The most that `kubectl apply` can keep of a resource in its annotation, in bytes. */
const MAX_APPLIED = 262_144;

const read = (path: string) => Bun.file(join(import.meta.dir, path)).text();
const readYaml = async (path: string) => parse(await read(path));

/** The published schemas, by the kind that they are for. */
const MODELS: Record<string, new (data: never) => { validate(): void }> = {
  AlertmanagerConfig,
  ConfigMap,
  HorizontalPodAutoscaler,
  PodMonitor,
  PrometheusRule,
  ScaledObject,
  ServiceMonitor,
};

function validate(resource: { kind: string }): void {
  const Model = MODELS[resource.kind];
  if (!Model) throw new Error(`no schema of ${resource.kind}`);
  new Model(resource as never).validate();
}

const { resources, ...others } = await readYaml("kustomization.yaml");

describe("the kustomization for kube-prometheus-stack", () => {
  test("puts the monitors, the rules and the dashboard where the stack and Grafana's sidecar look for them", () => {
    expect(others).toMatchObject({
      namespace: "monitoring",
      labels: [{ pairs: { release: "kube-prometheus-stack" } }],
      configMapGenerator: [
        {
          name: "buntime-dashboard",
          files: ["grafana/dashboards/buntime.json"],
          options: { labels: { grafana_dashboard: "1" }, disableNameSuffixHash: true },
        },
      ],
    });
  });

  test.each<string>(resources)("has %s as its published schema accepts it", async (path) => {
    validate(await readYaml(path));
  });

  test.if(Bun.which("kubectl") !== null)(
    "makes valid resources by kubectl, none too large for it to apply",
    () => {
      const { stdout, stderr } = Bun.spawnSync(["kubectl", "kustomize", import.meta.dir]);
      expect(stderr.toString()).toBe("");
      const made = parseAllDocuments(stdout.toString()).map((one) => one.toJS());
      expect(made).toHaveLength(resources.length + 1);
      for (const resource of made) {
        validate(resource);
        expect(resource.metadata.namespace).toBe("monitoring");
        expect(JSON.stringify(resource).length).toBeLessThan(MAX_APPLIED);
      }
    },
  );
});

/** Labels that Buntime's chart gives to its pods; their values change with the release and `nameOverride`. */
const CHART_LABELS = ["app", "app.kubernetes.io/name", "app.kubernetes.io/instance"];

const monitors = {
  PodMonitor: await readYaml("kubernetes/pod-monitor.yaml"),
  ServiceMonitor: await readYaml("kubernetes/service-monitor.yaml"),
};

describe.each(Object.entries(monitors))("the %s", (_, resource) => {
  const { selector, namespaceSelector, ...spec } = resource.spec;

  test("is valid by its published schema, and selects by no label's value, in every namespace", () => {
    validate(resource);
    expect(selector).not.toHaveProperty("matchLabels");
    for (const { key, operator } of selector.matchExpressions) {
      expect(operator).toBe(CHART_LABELS.includes(key) ? "Exists" : "DoesNotExist");
    }
    expect(namespaceSelector).toEqual({ any: true });
  });

  test("scrapes the container buntime once, as the job of the rules and the instance of its pod", () => {
    const [{ path, port, relabelings }] = spec.podMetricsEndpoints ?? spec.endpoints;
    expect([path, port]).toEqual([PATH, "http"]);
    const label = (name: string) => [`__meta_kubernetes_${name}`];
    const headless = { sourceLabels: label("service_name"), regex: ".+-headless", action: "drop" };
    expect(relabelings).toEqual([
      { sourceLabels: label("pod_container_name"), regex: "buntime", action: "keep" },
      ...(spec.endpoints ? [headless] : []),
      { targetLabel: "job", replacement: SETTINGS.job },
      { sourceLabels: label("pod_name"), targetLabel: "instance" },
    ]);
  });
});

describe("autoscaling", () => {
  const files = ["keda-prometheus.yaml", "keda-metrics-api.yaml", "hpa.yaml"];

  test.each(files)("%s is valid by its published schema, for a StatefulSet", async (file) => {
    const resource = await readYaml(`kubernetes/autoscaling/${file}`);
    validate(resource);
    expect(resource.spec.scaleTargetRef.kind).toBe("StatefulSet");
  });

  test("the adapter provides what the HPA asks for", async () => {
    const hpa = await readYaml("kubernetes/autoscaling/hpa.yaml");
    const { rules } = await readYaml("kubernetes/autoscaling/prometheus-adapter.yaml");
    const expected = hpa.spec.metrics.flatMap((one: { pods?: { metric: { name: string } } }) =>
      one.pods ? [one.pods.metric.name] : [],
    );
    expect(rules.custom.map((rule: { name: { as: string } }) => rule.name.as)).toEqual(expected);
  });

  test("metrics-api reads a gauge that has one value, on the documented path", async () => {
    const { triggers } = (await readYaml("kubernetes/autoscaling/keda-metrics-api.yaml")).spec;
    const { url, valueLocation } = triggers[0].metadata;
    expect(new URL(url).pathname).toBe(PATH);
    const family = CATALOGUE.find(({ name }) => name === valueLocation);
    expect(family).toMatchObject({ type: "gauge" });
    expect(family?.labels).toBeUndefined();
  });
});

test("the readiness probe patches the chart's container, with a threshold that the plugin knows", async () => {
  const { spec } = await readYaml("kubernetes/readiness.yaml");
  const [{ name, readinessProbe, ...others }] = spec.template.spec.containers;
  expect([name, others]).toEqual(["buntime", {}]);
  new Probe(readinessProbe).validate();
  const { pathname, searchParams } = new URL(readinessProbe.httpGet.path, "http://host");
  expect(pathname).toBe(PATH.replace("prometheus", ""));
  expect(parseThresholds(searchParams)).toEqual({ "max-queue": 0.9 });
});

// No published schema of Prometheus' own configuration is at hand, and Debian's promtool, which checks
// all but this section, is built without Kubernetes: these are the documented fields.
test("scrape-config.yml finds pods, and keeps those of the chart's container and port", async () => {
  const { scrape_configs } = await readYaml("kubernetes/scrape-config.yml");
  expect(scrape_configs).toHaveLength(1);
  const [job] = scrape_configs;
  expect(job.metrics_path).toBe(PATH);
  expect(job.kubernetes_sd_configs).toEqual([{ role: "pod" }]);
  expect(job.relabel_configs[0]).toEqual({
    source_labels: [
      "__meta_kubernetes_pod_container_name",
      "__meta_kubernetes_pod_container_port_name",
    ],
    regex: "buntime;http",
    action: "keep",
  });
});
