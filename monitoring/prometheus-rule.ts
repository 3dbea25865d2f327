import { parse, stringify } from "yaml";

const HEAD = `# Made from prometheus/alerts.yml and prometheus/recording.yml by \`bun run generate\`: edit those.\n`;

/** The operator's resource with the same groups, the text of rule files given. */
export function prometheusRule(ruleFiles: readonly string[]): string {
  const groups = ruleFiles.flatMap((text) => parse(text).groups);
  const rule = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "buntime", labels: { app: "buntime" } },
    spec: { groups },
  };
  return HEAD + stringify(rule, { lineWidth: 0 });
}
