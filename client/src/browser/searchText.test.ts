import { expect, test } from "bun:test";
import { parseSearch, writeSearch } from "./searchText.ts";

test("a value stays the text that was written, whatever it looks like", () => {
  for (const q of ["1e5", "true", "null", '{"a":1}', '["a"]', "007", " a&b=c?#%+é"]) {
    expect(parseSearch(writeSearch({ q }))).toEqual({ q });
  }
  expect(parseSearch("?q=1e5&state=active")).toEqual({ q: "1e5", state: "active" });
});

test("truths, numbers and lists are written short, and what is not there not at all", () => {
  expect(writeSearch({ desc: true, window: 15, cols: ["rss", "errors"], q: undefined })).toBe(
    "?desc=true&window=15&cols=rss,errors",
  );
  expect(writeSearch({})).toBe("");
});
