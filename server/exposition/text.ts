import { PartError } from "../pool/source.ts";
import { CATALOGUE, type Family, type Sample, type Sources } from "./catalogue.ts";

/** The header of each family, made once: it never changes. */
const HEADERS = new Map(CATALOGUE.map((family) => [family, headerOf(family)]));

/**
 * The Prometheus text of the families: HELP, TYPE and samples of each, a blank line between two.
 * A family whose source can't be read, or tells nothing, is left out.
 *
 * Format: Prometheus text exposition format 0.0.4,
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function exposition(sources: Sources, families: readonly Family[] = CATALOGUE): string {
  let text = "";
  for (const family of families) {
    const body = bodyOf(family, sources);
    if (body === "") continue;
    text += (text === "" ? "" : "\n") + (HEADERS.get(family) ?? headerOf(family)) + body;
  }
  return text;
}

/** A label value as the format wants it: valid Unicode, with backslash, quote and newline escaped. */
export function escapeLabel(value: string): string {
  const text = value.toWellFormed();
  return /[\\"\n]/.test(text) ? text.replace(/[\\"\n]/g, (char) => ESCAPES[char] ?? char) : text;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

function headerOf({ name, help, type }: Family): string {
  const line = help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");
  return `# HELP ${name} ${line}\n# TYPE ${name} ${type}\n`;
}

function bodyOf(family: Family, sources: Sources): string {
  const value = readOrNothing(family, sources);
  if (value === undefined) return "";
  if (typeof value === "number") return `${family.name} ${value}\n`;
  let body = "";
  for (const sample of value) body += lineOf(family, sample);
  return body;
}

function readOrNothing(family: Family, sources: Sources): ReturnType<Family["read"]> {
  try {
    return family.read(sources);
  } catch (error) {
    if (error instanceof PartError) return undefined;
    throw error;
  }
}

function lineOf({ name, labels = [] }: Family, sample: Sample): string {
  let pairs = "";
  for (let index = 0; index < labels.length; index++) {
    const comma = index === 0 ? "" : ",";
    pairs += `${comma}${labels[index]}="${escapeLabel(sample.labels[index] ?? "")}"`;
  }
  return `${name}${sample.suffix ?? ""}{${pairs}} ${sample.value}\n`;
}
