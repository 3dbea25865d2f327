import { expect, test } from "bun:test";
import { fromPathId, isOwnApp, shortId, splitApp, toPathId } from "../workerId.ts";
import { lineAfterKey } from "./lineKeys.ts";
import { middleFor } from "./useLinesInView.ts";
import { DOUBLE_CLICK_MS, isStray } from "./useQuickClicks.ts";

test("the second press of a double click that meets another row is one too many", () => {
  const first = { key: "a", at: 1_000 };
  expect(isStray({ key: "b", at: 1_000 + DOUBLE_CLICK_MS - 1 }, first)).toBe(true);
  expect(isStray({ key: "b", at: 1_000 + DOUBLE_CLICK_MS }, first)).toBe(false);
  expect(isStray({ key: "a", at: 1_001 }, first)).toBe(false);
  expect(isStray(first, null)).toBe(false);
});

test("a line out of view is brought into its middle, one in view stays", () => {
  const view = { top: 1_000, height: 800 };
  expect(middleFor({ top: 1_037, height: 44 }, view)).toBeNull();
  expect(middleFor({ top: 1_756, height: 44 }, view)).toBeNull();
  expect(middleFor({ top: 1_036, height: 44 }, view)).toBe(658);
  expect(middleFor({ top: 5_000, height: 44 }, view)).toBe(4_622);
  expect(middleFor({ top: 10, height: 44 }, view)).toBe(0);
});

test("every id can be a part of a path", () => {
  for (const id of [".", "..", "~", "~.", "a/b", "x"]) {
    const { pathname } = new URL(encodeURIComponent(toPathId(id)), "http://host/workers/");
    expect(fromPathId(decodeURIComponent(pathname.slice("/workers/".length)))).toBe(id);
  }
});

test("an app's name ends where its version begins", () => {
  expect(splitApp("@acme/shop@1.0.0")).toEqual(["@acme/shop", "@1.0.0"]);
  expect(splitApp("shop@1@2")).toEqual(["shop@1", "@2"]);
  expect(splitApp("@acme/shop")).toEqual(["@acme/shop", ""]);
});

test("ids are short in the table, and the pages' own worker is known by its app", () => {
  expect(shortId("1a2b3c4d-4f1c-4a5b-8c9d-000000000001")).toBe("1a2b3c4d");
  expect(shortId("shop@1.0.0")).toBe("shop@1.0.0");
  expect(shortId("@acme/checkout@2.0.0")).toBe("@acme/checko…");
  expect(isOwnApp("@buntime/plugin-metrics@0.1.0")).toBe(true);
  expect(isOwnApp("plugin-metrics@0.1.0")).toBe(true);
  expect(isOwnApp("@buntime/plugin-metrics-more@0.1.0")).toBe(false);
  expect(isOwnApp("my-plugin-metrics@0.1.0")).toBe(false);
});

test("keys lead from line to line and never out of the table", () => {
  expect(lineAfterKey("ArrowDown", 0, 3)).toBe(1);
  expect(lineAfterKey("ArrowDown", 2, 3)).toBe(2);
  expect(lineAfterKey("PageUp", 4, 30)).toBe(0);
  expect(lineAfterKey("End", 0, 30)).toBe(29);
  expect(lineAfterKey("Tab", 0, 30)).toBeNull();
  expect(lineAfterKey("Home", 0, 0)).toBeNull();
});
