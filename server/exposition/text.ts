import { PartError } from "../pool/source.ts";
import { CATALOGUE, type Family, type Sample, type Sources } from "./catalogue.ts";

/** What of a family's text never changes: its header, and that with the name before a bare value. */
interface Start {
  header: string;
  bare: string;
}

/** Made once: a scrape then only puts values between texts that are there. */
const FIRST = new Map(CATALOGUE.map((family) => [family, startOf(family)]));
const LATER = new Map(CATALOGUE.map((family) => [family, startOf(family, "\n\n")]));

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
    const value = readOrNothing(family, sources);
    if (value === undefined) continue;
    const isFirst = text === "";
    const start = (isFirst ? FIRST : LATER).get(family) ?? startOf(family, isFirst ? "" : "\n\n");
    if (typeof value === "number") text += `${start.bare}${value}`;
    else if (value.length > 0) text += start.header + linesOf(family, value);
  }
  return text === "" ? "" : `${text}\n`;
}

/** A label value as the format wants it: valid Unicode, with backslash, quote and newline escaped. */
export function escapeLabel(value: string): string {
  const text = value.toWellFormed();
  return /[\\"\n]/.test(text) ? text.replace(/[\\"\n]/g, (char) => ESCAPES[char] ?? char) : text;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

function startOf({ name, help, type }: Family, separator = ""): Start {
  const line = help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");
  const header = `${separator}# HELP ${name} ${line}\n# TYPE ${name} ${type}`;
  return { header, bare: `${header}\n${name} ` };
}

function linesOf(family: Family, samples: readonly Sample[]): string {
  let lines = "";
  for (const sample of samples) lines += lineOf(family, sample);
  return lines;
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
  return `\n${name}${sample.suffix ?? ""}{${pairs}} ${sample.value}`;
}
