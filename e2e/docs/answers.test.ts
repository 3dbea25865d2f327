import { beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";
import { DOCUMENTS, shownIn, withAnswers } from "./answers/places.ts";
import { shapeOf } from "./answers/shape.ts";
import { type Answers, metricsText, NAMES, statsText, takeAnswers } from "./answers/take.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const places = DOCUMENTS.flatMap((file) =>
  shownIn(read(file)).map((place) => ({ file, ...place })),
);
let answers: Answers;

beforeAll(async () => {
  answers = await takeAnswers();
});

describe("the answers in the documents", () => {
  test.each(places)(
    "$file shows $name as a running host answers; else run: bun e2e/docs/answers/main.ts",
    ({ name, shown }) => expect(shapeOf(shown)).toEqual(shapeOf(answers[name])),
  );

  test("are all shown, those of every endpoint in each document", () => {
    expect(new Set(places.map(({ name }) => name))).toEqual(new Set(NAMES));
    for (const file of DOCUMENTS) {
      const names = places.filter((place) => place.file === file).map(({ name }) => name);
      expect(names).toContain("metrics");
      expect(names).toContain("stats");
      expect(names).toContain("feed");
      expect(names.some((name) => ["prometheus", "families"].includes(name))).toBeTrue();
    }
  });

  test("of JSON are written as the script writes them, in the order of the fields", () => {
    for (const { name, shown } of places) {
      if (name === "metrics") expect(metricsText(JSON.parse(shown))).toBe(shown);
      if (name === "stats") expect(statsText(JSON.parse(shown))).toBe(shown);
    }
    expect(JSON.stringify(JSON.parse(answers.stats))).toContain('},"memoryKnown":true');
  });

  test("of the feed begin with retry:, a default event and then activity", () => {
    const lines = answers.feed.split("\n").map((line) => line.replace(/ \{.*/, " {"));
    expect(lines).toEqual(["retry: 2000", "data: {", "", "event: activity", "data: {"]);
  });
});

describe("a place for an answer", () => {
  const text = "a\n\n<!-- answer: metrics -->\n```json\n{}\n```\n\nb\n";

  test("gets the answer, and all else stays", () => {
    const filled = withAnswers(text, answers);
    expect(shownIn(filled)).toEqual([{ name: "metrics", shown: answers.metrics }]);
    expect(filled.replace(answers.metrics, "{}")).toBe(text);
  });

  test("of another name is an error", () => {
    expect(() => shownIn(text.replace("metrics", "metric"))).toThrow("got metric");
  });

  test("shows another shape when a field is missing, another, or elsewhere", () => {
    const shape = shapeOf('{ "a": 1, "b": "x" }');
    expect(shapeOf('{ "a": 2, "b": "y" }')).toEqual(shape);
    for (const other of ['{ "a": 1 }', '{ "a": "1", "b": "x" }', '{ "b": "x", "a": 1 }']) {
      expect(shapeOf(other)).not.toEqual(shape);
    }
    expect(shapeOf("# TYPE a gauge\na 1")).not.toEqual(shapeOf("# TYPE a counter\na 1"));
    expect(shapeOf("a 1.5")).toEqual(shapeOf("a 20"));
  });
});
