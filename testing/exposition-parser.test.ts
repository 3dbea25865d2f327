import { expect, test } from "bun:test";
import { parseExposition } from "./exposition-parser.ts";

const head = "# HELP a_total Help.\n# TYPE a_total counter\n";

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
