import { expect, test } from "bun:test";
import { parseExposition } from "./exposition-parser.ts";

const head = "# HELP a_total Help.\n# TYPE a_total counter\n";

const refused: [what: string, text: string, message: RegExp][] = [
  ["a missing final newline", `${head}a_total 1`, /newline/],
  ["a sample without TYPE", "a 1\n", /no TYPE/],
  ["TYPE after a sample", `${head}a_total 1\n# TYPE a_total counter\n`, /after a sample/],
  ["a series twice", `${head}a_total{a="1",b="2"} 1\na_total{b="2",a="1"} 1\n`, /twice/],
  [
    "a family in two pieces",
    `${head}a_total 1\n# TYPE b gauge\nb 1\na_total{a="1"} 1\n`,
    /together/,
  ],
  ["an unknown escape", `${head}a_total{a="\\t"} 1\n`, /well formed/],
  ["a label twice", `${head}a_total{a="1",a="2"} 1\n`, /label a twice/],
  ["a reserved label", `${head}a_total{__a="1"} 1\n`, /reserved/],
  ["a word as a value", `${head}a_total many\n`, /not a number/],
  ["a counter that is NaN", `${head}a_total NaN\n`, /below 0/],
  ["a free comment", `# hello\n${head}a_total 1\n`, /neither/],
];

test.each(refused)("%s is refused, with the line's number", (_, text, message) => {
  expect(() => parseExposition(text)).toThrow(message);
});
