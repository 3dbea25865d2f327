import { parse, stringify } from "yaml";

const API = "monitoring.coreos.com";

/** The operator's resource with the same groups, the text of rule files given. */
export function prometheusRule(ruleFiles: readonly string[]): string {
  const groups = ruleFiles.flatMap((text) => parse(text).groups);
  const from = "prometheus/alerts.yml and prometheus/recording.yml";
  return resource(from, "", { apiVersion: `${API}/v1`, kind: "PrometheusRule" }, { groups });
}

const MATCHER_STRATEGY = `# The operator only matches a configuration with alerts from its own namespace. To include Buntime's namespace,
# set in the stack's values, under alertmanager.alertmanagerSpec:
#   alertmanagerConfigMatcherStrategy: { type: OnNamespaceExceptForAlertmanagerNamespace }
`;

/** Excludes other services' alerts: the operator puts this configuration below a root that they share. */
const OURS = 'service="buntime"';

/** The operator's resource with the same routes, inhibitions and receivers, the text of `alertmanager.yml` given. */
export function alertmanagerConfig(text: string): string {
  const { route, inhibit_rules, receivers } = parse(text);
  const spec = camelCased({
    route: { ...route, matchers: [OURS] },
    inhibit_rules,
    receivers,
  });
  const kind = { apiVersion: `${API}/v1alpha1`, kind: "AlertmanagerConfig" };
  return resource("alertmanager/alertmanager.yml", MATCHER_STRATEGY, kind, spec);
}

function resource(from: string, comment: string, kind: object, spec: unknown): string {
  const yaml = stringify({ ...kind, metadata: { name: "buntime" }, spec }, { lineWidth: 0 });
  return `# Generated from ${from} by \`bun run generate\`: edit those.\n${comment}${yaml}`;
}

/** Names of fields as in resources, and matchers as objects. Label names, all of them values here, stay. */
function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, of]) => {
      if (!key.endsWith("matchers")) return [camelCase(key), camelCased(of)];
      return [camelCase(key).replace("Matchers", "Match"), of.map(matcher)];
    }),
  );
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function matcher(text: string): object {
  const [, name, matchType, value] = /^(\w+)(=~|!~|!=|=)"(.*)"$/.exec(text) ?? [];
  if (value === undefined) throw new Error(`no matcher of the form label="value": ${text}`);
  return { name, matchType, value };
}
