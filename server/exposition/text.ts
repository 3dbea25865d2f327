import { CATALOGUE, type Family, type PutSample, type Sources, type Suffix } from "./catalogue.ts";
import { SampleText } from "./sample-text.ts";

/** The text before the labels of a family's samples, in UTF-8, by the name's suffix. */
interface Heads {
  /** For the first sample: also a blank line, HELP and TYPE. */
  first: Record<Suffix, Uint8Array>;
  next: Record<Suffix, Uint8Array>;
}

/** Precedes every family; cut off before the first. */
const BLANK_LINE = "\n\n";

/** Created once for a list of families: a scrape then only writes values between existing texts. */
const HEADS = new WeakMap<readonly Family[], readonly Heads[]>();

/** Writes the Prometheus text, and keeps it, since most of it is the same at the next scrape. */
export class ExpositionText {
  readonly #text = new SampleText();
  /** The text before the family's next sample. */
  #head: Heads["first"] | undefined;
  #nextHead: Heads["next"] | undefined;
  /** One function for all families and scrapes, so that the runtime inlines it in their loops. */
  readonly #put: PutSample = (labels, value, suffix = "") => {
    if (this.#head) this.#text.put(this.#head[suffix], labels, value);
    this.#head = this.#nextHead;
  };

  /**
   * The text of the families, in UTF-8: HELP, TYPE and samples of each, separated by blank lines. A
   * family without a value is left out.
   *
   * Format: Prometheus text exposition format 0.0.4,
   * https://prometheus.io/docs/instrumenting/exposition_formats/
   *
   * @returns A view that the next call overwrites; `new Response` copies it.
   */
  write(sources: Sources, families: readonly Family[] = CATALOGUE): Uint8Array<ArrayBuffer> {
    const heads = headsOf(families);
    this.#text.begin();
    for (let index = 0; index < families.length; index++) {
      const value = families[index]?.read(sources);
      if (value === undefined) continue;
      this.#head = heads[index]?.first;
      this.#nextHead = heads[index]?.next;
      if (typeof value === "function") value(this.#put);
      else if (this.#head) this.#text.put(this.#head[""], undefined, value);
    }
    return this.#text.finish(BLANK_LINE.length);
  }
}

function headsOf(families: readonly Family[]): readonly Heads[] {
  const known = HEADS.get(families);
  if (known) return known;
  const heads = families.map(headsOfFamily);
  HEADS.set(families, heads);
  return heads;
}

function headsOfFamily({ name, help, type, labels }: Family): Heads {
  const line = help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");
  const header = `${BLANK_LINE}# HELP ${name} ${line}\n# TYPE ${name} ${type}`;
  // The text of labels includes the space before the value.
  const end = labels ? "" : " ";
  const after = (before: string) => ({
    "": Buffer.from(`${before}\n${name}${end}`),
    _sum: Buffer.from(`${before}\n${name}_sum`),
    _count: Buffer.from(`${before}\n${name}_count`),
  });
  return { first: after(header), next: after("") };
}
