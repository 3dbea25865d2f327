import { PartError } from "../pool/source.ts";
import { CATALOGUE, type Family, type Sources } from "./catalogue.ts";
import { TextBuffer } from "./text-buffer.ts";

/** What of a family's text never changes, in UTF-8. */
interface FixedText {
  /** A blank line, HELP and TYPE. */
  header: Uint8Array;
  /** That and the name, before the value of a family without labels. */
  bare: Uint8Array;
  /** The beginning of a sample's line, by its suffix. */
  names: Record<"" | "_sum" | "_count", Uint8Array>;
}

/** Stands before every family's header, and is cut off before the first. */
const BLANK_LINE = "\n\n";
const END = Buffer.from("\n");

/** Made once for a list of families: a scrape then only puts values between texts that are there. */
const FIXED = new WeakMap<readonly Family[], readonly FixedText[]>();

const buffer = new TextBuffer();

/**
 * The Prometheus text of the families, in UTF-8: HELP, TYPE and samples of each, a blank line between
 * two. A family whose source can't be read, or tells nothing, is left out.
 *
 * Format: Prometheus text exposition format 0.0.4,
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 *
 * @returns A view that the next call writes over; `new Response` copies it.
 */
export function exposition(
  sources: Sources,
  families: readonly Family[] = CATALOGUE,
): Uint8Array<ArrayBuffer> {
  // All is read before anything is written: reading runs the pool's own code.
  const values: ReturnType<Family["read"]>[] = [];
  for (const family of families) values.push(readOrNothing(family, sources));
  const texts = fixedTexts(families);
  buffer.clear();
  for (let index = 0; index < values.length; index++) write(texts[index], values[index]);
  if (buffer.length > 0) buffer.put(END);
  return buffer.since(Math.min(BLANK_LINE.length, buffer.length));
}

function fixedTexts(families: readonly Family[]): readonly FixedText[] {
  const known = FIXED.get(families);
  if (known) return known;
  const texts = families.map(fixedText);
  FIXED.set(families, texts);
  return texts;
}

function fixedText({ name, help, type }: Family): FixedText {
  const line = help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");
  const header = `${BLANK_LINE}# HELP ${name} ${line}\n# TYPE ${name} ${type}`;
  return {
    header: Buffer.from(header),
    bare: Buffer.from(`${header}\n${name} `),
    names: {
      "": Buffer.from(`\n${name}`),
      _sum: Buffer.from(`\n${name}_sum`),
      _count: Buffer.from(`\n${name}_count`),
    },
  };
}

function readOrNothing(family: Family, sources: Sources): ReturnType<Family["read"]> {
  try {
    return family.read(sources);
  } catch (error) {
    if (error instanceof PartError) return undefined;
    throw error;
  }
}

function write(text: FixedText | undefined, value: ReturnType<Family["read"]>): void {
  if (text === undefined || value === undefined) return;
  if (typeof value === "number") {
    buffer.put(text.bare);
    buffer.putNumber(value);
    return;
  }
  if (value.length === 0) return;
  buffer.put(text.header);
  for (const { suffix = "", labels, value: number } of value) {
    buffer.put(text.names[suffix]);
    buffer.put(labels.text);
    buffer.putNumber(number);
  }
}
