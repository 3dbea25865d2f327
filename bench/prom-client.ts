import { Counter, Gauge, Registry } from "prom-client";
import type { Family, Sources } from "../server/exposition/catalogue.ts";

/**
 * prom-client as its documentation has it: its own registry, a metric per family, values set
 * at each scrape.
 */
export class PromClient {
  readonly #registry = new Registry();
  readonly #setters: ((sources: Sources) => void)[];

  constructor(families: readonly Family[]) {
    this.#setters = families.map((family) => setterOf(family, this.#registry));
  }

  /** Sets every value and writes the text. */
  scrape(sources: Sources): Promise<string> {
    for (const set of this.#setters) set(sources);
    return this.#registry.metrics();
  }
}

function setterOf(family: Family, registry: Registry): (sources: Sources) => void {
  const { name, help, type } = family;
  const settings = { name, help, labelNames: family.labels ?? [], registers: [registry] };
  const metric = type === "counter" ? new Counter(settings) : new Gauge(settings);
  const put = (value: number, labels: Readonly<Record<string, string>> = {}) =>
    metric instanceof Counter ? metric.inc(labels, value) : metric.set(labels, value);
  return (sources) => {
    const value = family.read(sources);
    // A counter can't be set, and forgotten apps must be removed; a gauge is just set.
    if (metric instanceof Counter || typeof value === "function") metric.reset();
    if (typeof value === "number") metric instanceof Counter ? put(value) : metric.set(value);
    else value?.((labels, number) => put(number, labels.values));
  };
}
