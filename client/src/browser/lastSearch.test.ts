import { expect, test } from "bun:test";
import { keepSearch, lastSearch, pageOf } from "./lastSearch.ts";

test("a worker's address is one of the Workers page, an unknown one is no page's", () => {
  expect(["/", "/workers", "/workers/a%2Fb"].map(pageOf)).toEqual(["/", "/workers", "/workers"]);
  expect(["/workersx", "/x", ""].map(pageOf)).toEqual([null, null, null]);
});

test("where there is no storage, nothing is kept and nothing fails", () => {
  keepSearch("/workers", "?q=a");
  expect(lastSearch("/workers")).toBe("");
});
