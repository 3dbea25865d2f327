import { describe, expect, test } from "bun:test";
import { basename, join } from "node:path";
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

interface Resource {
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  [part: string]: unknown;
}

/** An entry of `configMapGenerator` that has one file. */
interface Generator {
  name: string;
  files: [string];
  options: { labels: Record<string, string> };
}

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

function validate(resource: Resource): void {
  const Model = MODELS[resource.kind];
  if (!Model) throw new Error(`no schema of ${resource.kind}`);
  new Model(resource as never).validate();
}

/** What kustomize makes of the kit: the few fields that its file uses, and no others. */
async function build(): Promise<Resource[]> {
  const { namespace, labels, resources, configMapGenerator, ...others } =
    await readYaml("kustomization.yaml");
  expect(Object.keys(others)).toEqual(["apiVersion", "kind"]);
  const [{ pairs }] = labels;
  const maps = configMapGenerator.map(async ({ name, files, options }: Generator) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, labels: options.labels },
    data: { [basename(files[0])]: await read(files[0]) },
  }));
  const all: Resource[] = await Promise.all([...resources.map(readYaml), ...maps]);
  return all.map(({ metadata, ...rest }) => ({
    ...rest,
    metadata: { ...metadata, namespace, labels: { ...metadata.labels, ...pairs } },
  })) as Resource[];
}

const built = await build();
const byKind = (resources: readonly Resource[]) =>
  Object.fromEntries(resources.map((resource) => [resource.kind, resource]));

describe("the kustomization for kube-prometheus-stack", () => {
  test.each(built.map((one) => [one.kind, one] as const))(
    "makes a %s that its published schema accepts, with the release's label",
    (_, resource) => {
      validate(resource);
      expect(resource.metadata).toMatchObject({
        namespace: "monitoring",
        labels: { release: "kube-prometheus-stack" },
      });
      expect(JSON.stringify(resource).length).toBeLessThan(MAX_APPLIED);
    },
  );

  test("makes the dashboard a ConfigMap that Grafana's sidecar looks for", async () => {
    const { ConfigMap: map } = byKind(built);
    expect(map?.metadata).toMatchObject({
      name: "buntime-dashboard",
      labels: { grafana_dashboard: "1" },
    });
    expect(map?.data).toEqual({
      "buntime.json": await read("grafana/dashboards/buntime.json"),
    });
  });

  test.if(Bun.which("kubectl") !== null)("makes the same by kubectl's own kustomize", () => {
    const { stdout, stderr } = Bun.spawnSync(["kubectl", "kustomize", import.meta.dir]);
    expect(stderr.toString()).toBe("");
    const made: Resource[] = parseAllDocuments(stdout.toString()).map((one) => one.toJS());
    expect(byKind(made)).toEqual(byKind(built));
  });
});

/** Labels that Buntime's chart gives to its pods; their values change with the release and `nameOverride`. */
const CHART_LABELS = ["app", "app.kubernetes.io/name", "app.kubernetes.io/instance"];

describe.each(["pod-monitor.yaml", "service-monitor.yaml"])("%s", async (file) => {
  const resource = await readYaml(`kubernetes/${file}`);
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
    const wanted = hpa.spec.metrics.flatMap((one: { pods?: { metric: { name: string } } }) =>
      one.pods ? [one.pods.metric.name] : [],
    );
    expect(rules.custom.map((rule: { name: { as: string } }) => rule.name.as)).toEqual(wanted);
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
