import { expect, test } from "bun:test";
import fc from "fast-check";
import { runs } from "../../testing/fuzz.ts";
import { LabelSet } from "./labels.ts";
import { SampleText } from "./sample-text.ts";

type Sample = readonly [head: Uint8Array, labels: LabelSet | undefined, value: number];

const heads = ["\n\na ", "\nb", "\n\nlonger, with é "].map((text) => Buffer.from(text));
const labels = ["x", "a longer one"].map((app) => new LabelSet({ app }));
const [a = Buffer.of(), , longer = Buffer.of()] = heads;

const written = (text: SampleText, samples: readonly Sample[]) => {
  text.begin();
  for (const sample of samples) text.put(...sample);
  return Buffer.from(text.finish(2)).toString();
};
const expected = (samples: readonly Sample[]) =>
  samples.length === 0
    ? ""
    : `${samples.map(([head, labels, value]) => `${head}${labels?.text ?? ""}${value}`).join("")}\n`.slice(
        2,
      );

test("a text is the same as if it were the first, even after an unfinished one", () => {
  const value = fc.oneof(fc.nat(20), fc.double(), fc.nat());
  // Most texts are like the previous one, at least up to a different sample.
  const writing = fc.record({ values: fc.array(value), other: fc.nat(9), left: fc.boolean() });
  const samplesOf = (values: number[], other: number) =>
    values.map((value, index): Sample => {
      const shifted = index < other ? index : index + 1;
      const [head, label] = other % 2 === 0 ? [shifted, index] : [index, shifted];
      return [heads[head % 3] ?? a, [undefined, ...labels][label % 3], value];
    });
  const property = fc.property(fc.array(writing), (writings) => {
    const text = new SampleText();
    for (const { values, other, left } of writings) {
      const samples = samplesOf(values, other);
      if (left) {
        text.begin();
        for (const one of samples) text.put(...one);
      } else expect(written(text, samples)).toBe(expected(samples));
    }
  });
  fc.assert(property, runs(300));
});

test("a text that outgrows the buffer is complete, with each value longer than before", () => {
  const text = new SampleText();
  const samples = (value: number) =>
    Array.from({ length: 5000 }, (): Sample => [longer, labels[1], value]);
  for (const value of [1, 1e-7 / 3, 22]) {
    expect(written(text, samples(value))).toBe(expected(samples(value)));
  }
});

test("a buffer that is full in the middle of a sample loses nothing of it", () => {
  for (let length = 1; length <= 40; length++) {
    const text = new SampleText();
    const first = Buffer.alloc(length, "x");
    const samples = (value: number): Sample[] => [
      [first, undefined, value],
      ...Array.from({ length: 1000 }, (): Sample => [longer, undefined, value]),
    ];
    for (const value of [1, 123_456]) {
      expect(written(text, samples(value))).toBe(expected(samples(value)));
    }
  }
});

test("a piece longer than twice the buffer fits", () => {
  const long = Buffer.alloc(100_000, "\n\nx");
  expect(written(new SampleText(), [[long, undefined, 1]])).toBe(expected([[long, undefined, 1]]));
});

test("an unchanged text is returned in the same view", () => {
  const text = new SampleText();
  const views = [1, 1, 2, 33].map((value) => {
    text.begin();
    text.put(a, undefined, value);
    return text.finish(2);
  });
  expect(views[1]).toBe(views[0] as Uint8Array<ArrayBuffer>);
  expect(views[2]).toBe(views[0] as Uint8Array<ArrayBuffer>);
  expect(views[3]?.length).toBe("a 33\n".length);
});
