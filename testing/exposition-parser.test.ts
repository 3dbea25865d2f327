import { expect, test } from "bun:test";
import { parseExposition } from "./exposition-parser.ts";

const head = "# HELP a_total Help.\n# TYPE a_total counter\n";

test("families, labels with escapes, and values come out", () => {
  const text = `${head}a_total{app="x\\"\\\\\\n}",b=""} 1\na_total 2.5e3 1700000000\n\n# TYPE b gauge\nb -Inf\n`;
  expect(parseExposition(text)).toEqual([
    {
      name: "a_total",
      help: "Help.",
      type: "counter",
      samples: [
        { name: "a_total", labels: { app: 'x"\\\n}', b: "" }, value: 1 },
        { name: "a_total", labels: {}, value: 2500 },
      ],
    },
    { name: "b", type: "gauge", samples: [{ name: "b", labels: {}, value: -Infinity }] },
  ]);
});

test("a label's value may have any character but a line feed as it is", () => {
  const value = "a\r\u2028\u2029\u0000b";
  const [family] = parseExposition(`${head}a_total{app="${value}"} 1\n`);
  expect(family?.samples[0]?.labels.app).toBe(value);
});

test("sum and count belong to their summary", () => {
  const families = parseExposition("# TYPE s summary\ns_sum 1\ns_count 2\n");
  expect(families.map(({ name, samples }) => [name, samples.length])).toEqual([["s", 2]]);
});

const refused: [what: string, text: string, message: RegExp][] = [
  ["a missing final newline", `${head}a_total 1`, /newline/],
  ["a sample without TYPE", "a 1\n", /no TYPE/],
  ["TYPE after a sample", `${head}a_total 1\n# TYPE a_total counter\n`, /after a sample/],
  ["TYPE twice", `${head}# TYPE a_total counter\na_total 1\n`, /TYPE a second/],
  ["HELP twice", `${head}# HELP a_total Help.\na_total 1\n`, /HELP a second/],
  ["an unknown type", "# TYPE a number\na 1\n", /no such type/],
  ["a series twice", `${head}a_total{a="1",b="2"} 1\na_total{b="2",a="1"} 1\n`, /twice/],
  [
    "a family in two pieces",
    `${head}a_total 1\n# TYPE b gauge\nb 1\na_total{a="1"} 1\n`,
    /together/,
  ],
  ["an unknown escape", `${head}a_total{a="\\t"} 1\n`, /well formed/],
  ["an open quote", `${head}a_total{a="1} 1\n`, /well formed/],
  ["empty braces", `${head}a_total{} 1\n`, /well formed/],
  ["a label twice", `${head}a_total{a="1",a="2"} 1\n`, /label a twice/],
  ["a trailing comma", `${head}a_total{a="1",} 1\n`, /comma/],
  ["a reserved label", `${head}a_total{__a="1"} 1\n`, /reserved/],
  ["a word for a value", `${head}a_total many\n`, /not a number/],
  ["JavaScript's Infinity", `${head}a_total Infinity\n`, /not a number/],
  ["a counter that is NaN", `${head}a_total NaN\n`, /below 0/],
  ["a carriage return", `${head}a_total 1\r\n`, /not a sample|not a number/],
  ["a free comment", `# hello\n${head}a_total 1\n`, /neither/],
];

test.each(refused)("%s is refused, with the line's number", (_, text, message) => {
  expect(() => parseExposition(text)).toThrow(message);
});
