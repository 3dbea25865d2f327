import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Counter, Gauge, Registry, Summary } from "prom-client";
import { parseExposition } from "../../testing/exposition-parser.ts";
import { runs } from "../../testing/fuzz.ts";
import { MetricsService } from "../services.ts";
import { CATALOGUE, type Family, type Sources, type Suffix } from "./catalogue.ts";
import { LabelSet } from "./labels.ts";
import { ExpositionText } from "./text.ts";

type Sample = { labels: LabelSet; value: number; suffix?: Suffix };
type Sampled = { family: Family; samples: readonly Sample[] };

/** What prom-client prints for the same families with the same samples. */
function printedByPromClient(sampled: readonly Sampled[]): Promise<string> {
  const registry = new Registry();
  for (const { family, samples } of sampled) register(registry, family, samples);
  return registry.metrics();
}

function register(registry: Registry, family: Family, samples: readonly Sample[]): void {
  const { name, help, labels: labelNames = [] } = family;
  const options = { name, help, labelNames, registers: [registry] };
  const labelled = (sample: Sample) => ({ ...sample.labels.values });
  if (family.type === "gauge") {
    const gauge = new Gauge(options);
    for (const sample of samples) gauge.set(labelled(sample), sample.value);
  } else if (family.type === "counter") {
    const counter = new Counter(options);
    for (const sample of samples) counter.inc(labelled(sample), sample.value);
  } else {
    observeAll(new Summary({ ...options, percentiles: [] }), samples, labelled);
  }
}

/** One observation with the whole sum, and further ones of nothing up to the count. */
function observeAll(
  summary: Summary,
  samples: readonly Sample[],
  labelled: (sample: Sample) => Record<string, string>,
): void {
  for (const sample of samples) {
    if (sample.suffix === "_sum") summary.observe(labelled(sample), sample.value);
    else for (let n = 1; n < sample.value; n++) summary.observe(labelled(sample), 0);
  }
}

/** Families that tell given samples, whatever the sources. */
function familyOf(type: Family["type"], help: string, samples: Sample[]): Sampled {
  const name = `oracle_${type}`;
  const family: Family = {
    name,
    type,
    help,
    labels: ["app", "state"],
    read: () => (put) => {
      for (const { labels, value, suffix } of samples) put(labels, value, suffix);
    },
  };
  return { family, samples };
}

const noSources = {} as Sources;
const text = fc.string({ unit: "binary" }).filter((value) => value.isWellFormed());
const hostile = fc
  .array(fc.constantFrom("\\", '"', "\n", "n", "é", " ", "{", "}", ",", "="))
  .map((all) => all.join(""));
const label = fc.oneof(text, hostile);
const pairs = fc.uniqueArray(fc.tuple(label, label), {
  selector: (pair) => JSON.stringify(pair),
  minLength: 1,
});
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe("prom-client prints the same, character for character", () => {
  test("for any labels, values and help of gauges and counters", async () => {
    const property = fc.asyncProperty(label, pairs, finite, async (help, all, value) => {
      const sets = all.map(([app, state]) => new LabelSet({ app, state }));
      const gauge = sets.map((labels) => ({ labels, value }));
      const counter = sets.map((labels) => ({ labels, value: Math.abs(value) }));
      const sampled = [familyOf("gauge", help, gauge), familyOf("counter", help, counter)];
      const families = sampled.map(({ family }) => family);
      // It calls an empty help a mistake.
      if (help === "") return;
      const written = new TextDecoder().decode(new ExpositionText().write(noSources, families));
      expect(written).toBe(await printedByPromClient(sampled));
    });
    await fc.assert(property, runs(300));
  });

  test("for the whole text of a pool, with apps of any name", async () => {
    const body = scrape();
    const parsed = parseExposition(body);
    const sampled = parsed.map(({ name, samples }): Sampled => {
      const family = CATALOGUE.find((one) => one.name === name);
      if (!family) throw new Error(`no family ${name} in the catalogue`);
      return { family, samples: samples.map((sample) => sampleOf(family, sample)) };
    });
    expect(sampled.length).toBeGreaterThan(20);
    expect(await printedByPromClient(sampled)).toBe(body);
  });
});

function sampleOf(
  family: Family,
  sample: { name: string; labels: Record<string, string>; value: number },
): Sample {
  const suffix = sample.name.slice(family.name.length) as Suffix;
  expect(Object.keys(sample.labels)).toEqual([...(family.labels ?? [])]);
  return {
    suffix,
    labels: new LabelSet(sample.labels),
    value: sample.value,
  };
}

/** A real reading's shape, as recorded, under names that want escaping. */
function scrape(): string {
  const row = { ageMs: 1e4, idleMs: 5, requestCount: 7, errorCount: 2, avgResponseTimeMs: 3.5 };
  const rest = { totalResponseTimeMs: 24.5, status: "active" };
  const pool = {
    getMetrics: () => ({
      activeWorkers: 2,
      totalRequests: 1e21,
      hits: 3,
      misses: 4,
      evictions: 5,
      totalWorkersCreated: 6,
      totalWorkersFailed: 0,
      totalWorkersRetired: 1,
      ephemeralConcurrency: 2,
      ephemeralQueueDepth: 0,
      ephemeralQueueLimit: 100,
    }),
    getWorkerStats: () => ({
      'a"\\b@1.0.0': { ...row, ...rest },
      "line\nbreak@2.0.0": { ...row, ...rest },
    }),
  };
  const service = new MetricsService();
  service.setPool(pool, { poolSize: 6 });
  return new TextDecoder().decode(service.prometheusText());
}
