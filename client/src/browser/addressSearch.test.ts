import { expect, test } from "bun:test";
import { keepSearch, lastSearch, pageOf, parseSearch, writeSearch } from "./addressSearch.ts";

test("a value is read as the string that was written, whatever it looks like", () => {
  for (const q of ["1e5", "true", "null", '{"a":1}', '["a"]', "007", " a&b=c?#%+é"]) {
    expect(parseSearch(writeSearch({ q }))).toEqual({ q });
  }
  expect(parseSearch("?q=1e5&state=active")).toEqual({ q: "1e5", state: "active" });
});

test("booleans, numbers and lists are written in short form, undefined values not at all", () => {
  expect(writeSearch({ desc: true, window: 15, cols: ["rss", "errors"], q: undefined })).toBe(
    "?desc=true&window=15&cols=rss,errors",
  );
  expect(writeSearch({})).toBe("");
});

test("a worker's path belongs to the Workers page, an unknown one to none", () => {
  expect(["/", "/workers", "/workers/a%2Fb"].map(pageOf)).toEqual(["/", "/workers", "/workers"]);
  expect(["/workersx", "/x", ""].map(pageOf)).toEqual([null, null, null]);
});

test("without storage, nothing is kept and nothing fails", () => {
  keepSearch("/workers", "?q=a");
  expect(lastSearch("/workers")).toBe("");
});
