import { expect, test } from "bun:test";
import { fromPathId, isOwnApp, shortId, splitApp, toPathId } from "../workerId.ts";
import { DOUBLE_CLICK_MS, isStray, lineAfterKey } from "./lineEvents.ts";
import { centeredTop } from "./scrolling.ts";

test("the second click of a double click on another row is suppressed", () => {
  const first = { key: "a", at: 1_000 };
  expect(isStray({ key: "b", at: 1_000 + DOUBLE_CLICK_MS - 1 }, first)).toBe(true);
  expect(isStray({ key: "b", at: 1_000 + DOUBLE_CLICK_MS }, first)).toBe(false);
  expect(isStray({ key: "a", at: 1_001 }, first)).toBe(false);
  expect(isStray(first, null)).toBe(false);
});

test("a line out of view is scrolled to its middle, a visible one stays", () => {
  const view = { top: 1_000, height: 800 };
  expect(centeredTop(0, 44, { ...view, top: -37 })).toBeNull();
  expect(centeredTop(20, 44, { ...view, top: 124 })).toBeNull();
  expect(centeredTop(20, 44, { ...view, top: 880 - 36 })).toBe(880 - 378);
  expect(centeredTop(100, 44, view)).toBe(4_400 - 378);
});

test("every id can be a path segment", () => {
  for (const id of [".", "..", "~", "~.", "a/b", "x"]) {
    const { pathname } = new URL(encodeURIComponent(toPathId(id)), "http://host/workers/");
    expect(fromPathId(decodeURIComponent(pathname.slice("/workers/".length)))).toBe(id);
  }
});

test("an app's name ends where its version starts", () => {
  expect(splitApp("@acme/shop@1.0.0")).toEqual(["@acme/shop", "@1.0.0"]);
  expect(splitApp("shop@1@2")).toEqual(["shop@1", "@2"]);
  expect(splitApp("@acme/shop")).toEqual(["@acme/shop", ""]);
});

test("ids are shortened in the table, and the pages' own worker is recognized by its app", () => {
  expect(shortId("1a2b3c4d-4f1c-4a5b-8c9d-000000000001")).toBe("1a2b3c4d");
  expect(shortId("shop@1.0.0")).toBe("shop@1.0.0");
  expect(shortId("@acme/checkout@2.0.0")).toBe("@acme/checko…");
  expect(isOwnApp("@buntime/plugin-metrics@0.1.0")).toBe(true);
  expect(isOwnApp("plugin-metrics@0.1.0")).toBe(true);
  expect(isOwnApp("@buntime/plugin-metrics-more@0.1.0")).toBe(false);
  expect(isOwnApp("my-plugin-metrics@0.1.0")).toBe(false);
});

test("keys move from line to line, but never out of the table", () => {
  expect(lineAfterKey("ArrowDown", 0, 3)).toBe(1);
  expect(lineAfterKey("ArrowDown", 2, 3)).toBe(2);
  expect(lineAfterKey("PageUp", 4, 30)).toBe(0);
  expect(lineAfterKey("End", 0, 30)).toBe(29);
  expect(lineAfterKey("Tab", 0, 30)).toBeNull();
  expect(lineAfterKey("Home", 0, 0)).toBeNull();
});
