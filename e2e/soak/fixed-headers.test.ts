import { describe, expect, test } from "bun:test";
import { expectFixedHeaders, fixedHeaders } from "./fixed-headers.ts";
import { ENDPOINTS, judge } from "./judge.ts";

const ANSWERS = [...ENDPOINTS, "feed" as const].flatMap((asked) =>
  [200, 503].map((status) => ({ asked, status, right: fixedHeaders(asked, status) })),
);
const EACH = ANSWERS.flatMap((answer) =>
  Object.keys(answer.right).map((name) => ({ ...answer, name })),
);

describe("the headers of an answer", () => {
  test.each(ANSWERS)("are taken when they are right: $asked $status", (answer) => {
    const { asked, status, right } = answer;
    expectFixedHeaders(asked, { status, headers: new Headers({ ...right, date: "today" }) });
  });

  test.each(EACH)("are refused without $name, or with another: $asked $status", (answer) => {
    const { asked, status, right, name } = answer;
    const headers = new Headers(right);
    headers.set(name, `${right[name]}, x`);
    expect(() => expectFixedHeaders(asked, { status, headers })).toThrow(`wanted ${name}`);
    headers.delete(name);
    expect(() => expectFixedHeaders(asked, { status, headers })).toThrow(`wanted ${name}`);
  });

  test("are four of every answer, its type, and what else is of its kind", () => {
    expect(EACH).toHaveLength(6 + 5 + 2 * (5 + 5) + 6 + 6);
  });

  test.each([
    ["a scrape that is said to be a page", "prometheus", "content-type", "text/html"],
    ["JSON that any cache may keep", "json", "cache-control", "public"],
    ["stats whose type may be guessed", "stats", "x-content-type-options", ""],
  ] as const)("are looked at by the judge, who refuses %s", (_, asked, name, value) => {
    const headers = new Headers({ ...fixedHeaders(asked, 200), [name]: value });
    const answer = { status: 200, headers, body: "", url: "http://host/" };
    expect(() => judge(asked, answer)).toThrow(`wanted ${name}`);
  });
});
