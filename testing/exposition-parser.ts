/** One line with a value. */
interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** A metric with its HELP, TYPE and samples. */
export interface Family {
  name: string;
  help?: string;
  type?: string;
  samples: Sample[];
}

const types = new Set(["counter", "gauge", "histogram", "summary", "untyped"]);
const samplePattern = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: -?\d+)?$/s;
const commentPattern = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/;
const valuePattern = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|[+-]Inf)$/;

/**
 * Parses Prometheus' text format 0.0.4 more strictly than Prometheus does: HELP and TYPE once and before
 * the family's samples, contiguous families, no duplicate series, a final newline. It shares no code with
 * the writer that it checks.
 *
 * @throws Error with the line number and the problem.
 */
export function parseExposition(text: string): Family[] {
  if (!text.endsWith("\n")) throw new Error("the text does not end with a newline");
  const families = new Map<string, Family>();
  const series = new Set<string>();
  let current: Family | undefined;
  for (const [index, line] of text.slice(0, -1).split("\n").entries()) {
    try {
      if (line !== "") current = readLine(line, families, series, current);
    } catch (error) {
      throw new Error(`line ${index + 1}: ${(error as Error).message}: ${line.slice(0, 200)}`);
    }
  }
  return [...families.values()];
}

type Families = Map<string, Family>;

function readLine(line: string, families: Families, series: Set<string>, current?: Family): Family {
  if (line.startsWith("#")) return readComment(line, families, current);
  const sample = readSample(line);
  const family = ownerOf(sample.name, families);
  if (family !== current) throw new Error("its family's lines are not contiguous");
  const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
  if (series.has(key)) throw new Error("duplicate series");
  series.add(key);
  if (family.type === "counter" && !(sample.value >= 0)) throw new Error("a counter below 0");
  family.samples.push(sample);
  return family;
}

function readComment(line: string, families: Families, current?: Family): Family {
  const [, kind, name = "", text = ""] = commentPattern.exec(line) ?? [];
  if (kind === undefined) throw new Error("not a HELP or TYPE line");
  const family = families.get(name) ?? { name, samples: [] };
  if (families.has(name) && family !== current) throw new Error("the family began earlier");
  if (family.samples.length > 0) throw new Error(`${kind} after a sample`);
  families.set(name, family);
  const field = kind === "HELP" ? "help" : "type";
  if (family[field] !== undefined) throw new Error(`duplicate ${kind}`);
  if (kind === "TYPE" && !types.has(text)) throw new Error("unknown type");
  if (/\\(?![\\n])/.test(text.replaceAll("\\\\", ""))) throw new Error(`unknown escape in ${kind}`);
  family[field] = text;
  return family;
}

function readSample(line: string): Sample {
  const [, name, labels, value = ""] = samplePattern.exec(line) ?? [];
  if (name === undefined) throw new Error("not a sample");
  if (!valuePattern.test(value)) throw new Error("not a number");
  const number = Number(value.replace("Inf", "Infinity"));
  return { name, labels: labels === undefined ? {} : parseLabels(labels), value: number };
}

/** The family that a sample belongs to: `x_sum`, `x_count`, `x_bucket` belong to a summary or histogram x. */
function ownerOf(name: string, families: Families): Family {
  const stem = name.replace(/_(sum|count|bucket)$/, "");
  const compound = families.get(stem);
  const isPart = compound?.type === "summary" || compound?.type === "histogram";
  const family = isPart && stem !== name ? compound : families.get(name);
  if (family?.type === undefined) throw new Error("no TYPE before it");
  return family;
}

const labelPattern = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"(,|$)/y;
const escapes: Record<string, string> = { "\\\\": "\\", '\\"': '"', "\\n": "\n" };

/**
 * Parses the text between the braces of a sample, as in `app="a",state="idle"`.
 *
 * @throws Error on a bad name, an unknown escape, a duplicate name, or trailing text.
 */
function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  labelPattern.lastIndex = 0;
  let at = 0;
  while (at < text.length || text === "") {
    const [whole, name = "", value = "", end] = labelPattern.exec(text) ?? [];
    if (whole === undefined) throw new Error("malformed labels");
    if (Object.hasOwn(labels, name)) throw new Error(`label ${name} twice`);
    if (name.startsWith("__")) throw new Error(`label ${name} is reserved`);
    labels[name] = value.replace(/\\[\\"n]/g, (pair) => escapes[pair] ?? pair);
    at = labelPattern.lastIndex;
    if (end === "," && at === text.length) throw new Error("labels end with a comma");
  }
  return labels;
}
