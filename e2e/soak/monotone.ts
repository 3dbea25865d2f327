import { parseExposition } from "../../testing/exposition-parser.ts";

/** The plugin's own figures, which a changed module counts anew. */
const OWN = "buntime_metrics_";

/** Watches the counters of successive scrapes: none may fall. */
export class Monotone {
  readonly #last = new Map<string, number>();

  /** Takes the next text; answers with a sentence for each counter that fell. */
  next(text: string): string[] {
    const falls: string[] = [];
    for (const [series, value] of countersOf(text)) {
      const before = this.#last.get(series) ?? 0;
      if (value < before) falls.push(`${series} fell from ${before} to ${value}`);
      this.#last.set(series, value);
    }
    return falls;
  }

  /** Forgets the plugin's own counters: a changed module has come. */
  renewed(): void {
    for (const series of this.#last.keys()) if (series.startsWith(OWN)) this.#last.delete(series);
  }
}

function countersOf(text: string): [series: string, value: number][] {
  return parseExposition(text)
    .filter(({ type }) => type === "counter" || type === "summary")
    .flatMap(({ samples }) => samples)
    .map(({ name, labels, value }) => [`${name}${JSON.stringify(labels)}`, value]);
}
