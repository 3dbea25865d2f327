import { expect, test } from "bun:test";
import fc from "fast-check";
import { Counter, Gauge, Registry, Summary } from "prom-client";
import { runs } from "../../testing/fuzz.ts";
import type { Family, Sources, Suffix } from "./catalogue.ts";
import { LabelSet } from "./labels.ts";
import { ExpositionText } from "./text.ts";

type Sample = { labels: LabelSet; value: number; suffix?: Suffix };

/** A family that has these samples regardless of the sources. */
function familyOf(type: Family["type"], help: string, samples: readonly Sample[]): Family {
  return {
    name: `oracle_${type}`,
    type,
    help,
    labels: ["app", "state"],
    read: () => (put) => {
      for (const { labels, value, suffix } of samples) put(labels, value, suffix);
    },
  };
}

/** What prom-client prints for a gauge, a counter and a summary of one sum and count. */
function printedByPromClient(
  help: string,
  sets: readonly LabelSet[],
  value: number,
  count: number,
) {
  const registers = [new Registry()];
  const options = (type: Family["type"]) => {
    return { name: `oracle_${type}`, help, labelNames: ["app", "state"], registers };
  };
  const gauge = new Gauge(options("gauge"));
  const counter = new Counter(options("counter"));
  const summary = new Summary({ ...options("summary"), percentiles: [] });
  for (const { values: labels } of sets) {
    gauge.set(labels, value);
    counter.inc(labels, Math.abs(value));
    summary.observe(labels, value);
    for (let n = 1; n < count; n++) summary.observe(labels, 0);
  }
  return registers[0]?.metrics();
}

const text = fc.string({ unit: "binary" });
const special = fc
  .array(fc.constantFrom("\\", '"', "\n", "n", "é", " ", "{", "}", ",", "="))
  .map((all) => all.join(""));
const label = fc.oneof(text, special);
const pairs = fc.uniqueArray(fc.tuple(label, label), {
  selector: (pair) => JSON.stringify(pair),
  minLength: 1,
});
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test("prom-client prints the same for any help, labels and values, character for character", async () => {
  const property = fc.asyncProperty(
    ...[label, pairs, finite, fc.integer({ min: 1, max: 5 })],
    async (help, all, value, count) => {
      fc.pre(help !== ""); // prom-client refuses an empty one
      const sets = all.map(([app, state]) => new LabelSet({ app, state }));
      const samples = (value: number) => sets.map((labels) => ({ labels, value }));
      const parts = sets.flatMap((labels): Sample[] => [
        { labels, value, suffix: "_sum" },
        { labels, value: count, suffix: "_count" },
      ]);
      const families = [
        familyOf("gauge", help, samples(value)),
        familyOf("counter", help, samples(Math.abs(value))),
        familyOf("summary", help, parts),
      ];
      const written = new ExpositionText().write({} as Sources, families);
      const printed = await printedByPromClient(help, sets, value, count);
      expect(new TextDecoder().decode(written)).toBe(printed?.toWellFormed() ?? "");
    },
  );
  await fc.assert(property, runs(300));
});
