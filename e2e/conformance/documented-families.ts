import { Mismatch } from "./check.ts";

/** Values of the seven documented families. */
interface DocumentedValues {
  size: number;
  active: number;
  idle: number;
  creating: number;
  total: number;
  utilization: number;
  uptime: number;
}

const families: [keyof DocumentedValues, name: string, type: string, help: string][] = [
  ["size", "buntime_pool_size", "gauge", "Maximum pool size"],
  ["active", "buntime_pool_active", "gauge", "Active workers"],
  ["idle", "buntime_pool_idle", "gauge", "Idle workers"],
  ["creating", "buntime_pool_creating", "gauge", "Workers being created"],
  ["total", "buntime_pool_total", "gauge", "Total workers"],
  ["utilization", "buntime_pool_utilization", "gauge", "Pool utilization ratio"],
  ["uptime", "buntime_uptime_seconds", "counter", "Server uptime in seconds"],
];

/** The documented text for these values. */
export function documentedText(values: DocumentedValues): string {
  const blocks = families.map(
    ([key, name, type, help]) =>
      `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${values[key]}\n`,
  );
  return blocks.join("\n");
}

/** Reads the seven values out of a text, each from the one line that has it without labels. */
export function readDocumentedFamilies(text: string): DocumentedValues {
  const values: Partial<DocumentedValues> = {};
  for (const [key, name] of families) values[key] = amountOf(text, name);
  return values as DocumentedValues;
}

function amountOf(text: string, name: string): number {
  const lines = text.split("\n").filter((line) => line.startsWith(`${name} `));
  const value = Number(lines[0]?.slice(name.length + 1) || "NaN");
  if (lines.length === 1 && Number.isFinite(value) && value >= 0) return value;
  throw new Mismatch(`one line "${name} <number of 0 or more>"`, lines.join("; ") || "none");
}
