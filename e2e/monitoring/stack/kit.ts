import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../../scripts/root.ts";

/** The folder of the monitoring kit. */
export const KIT = join(root, "monitoring");

/** One rule of a rule file. */
interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  for?: string;
  keep_firing_for?: string;
}

/** What a rule file holds. */
export interface RuleFile {
  groups: { name: string; rules: Rule[] }[];
}

/** What the tests change in a scrape configuration. */
export interface PrometheusConfig {
  global: Record<string, string>;
  rule_files?: string[];
  alerting?: { alertmanagers: { static_configs: { targets: string[] }[] }[] };
  scrape_configs: ScrapeJob[];
}

/** What the tests change in a scrape job. */
export interface ScrapeJob extends Record<string, unknown> {
  job_name: string;
  static_configs?: { targets: string[]; labels?: Record<string, string> }[];
}

/** A YAML file of the kit. */
export async function readKit<T>(path: string): Promise<T> {
  return parse(await Bun.file(join(KIT, path)).text());
}

/** All rules of the kit's file of that name. */
export async function readRules(name: "alerts.yml" | "recording.yml"): Promise<Rule[]> {
  const { groups } = await readKit<RuleFile>(`prometheus/${name}`);
  return groups.flatMap(({ rules }) => rules);
}

/** Uncomments a block of the kit's YAML, from the first line that matches to the end of the comment. */
export function uncommented(text: string, from: RegExp): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => from.test(line));
  if (start < 0) throw new Error(`no line is like ${from}`);
  const end = lines.findIndex((line, at) => at >= start && !/^\s*# /.test(line));
  return lines
    .map((line, at) => (at >= start && at < end ? line.replace("# ", "") : line))
    .join("\n");
}
