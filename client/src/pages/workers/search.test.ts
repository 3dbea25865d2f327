import { expect, test } from "bun:test";
import { changeSearch, isFiltered, nextSort, orderKey, readWorkersSearch } from "./search.ts";

test("parameters are read with their types", () => {
  const search = {
    q: "shop",
    app: "shop@1",
    state: "active",
    sort: "rss",
    desc: true,
    group: true,
    cols: ["rss", "app"],
  };
  expect(readWorkersSearch(search)).toEqual({
    ...search,
    state: "active",
    sort: "rss",
    desc: true,
    group: true,
    cols: ["app", "rss"],
  });
});

test("texts of the address are read as the values they stand for", () => {
  expect(
    readWorkersSearch({ q: "1e5", sort: "rss", desc: "true", group: "true", cols: "rss,app" }),
  ).toEqual({ q: "1e5", sort: "rss", desc: true, group: true, cols: ["app", "rss"] });
});

test("an invalid parameter counts as absent", () => {
  expect(
    readWorkersSearch({
      q: {},
      app: "",
      state: "gone",
      sort: "id; drop",
      desc: true,
      group: "yes",
      cols: 5,
      values: "",
    }),
  ).toEqual({});
  expect(readWorkersSearch({ cols: "x,3" })).toEqual({});
  expect(readWorkersSearch({ cols: ["x", 3] })).toEqual({});
});

test("a head sorts in its natural direction, then the other, then not at all", () => {
  const first = nextSort({ q: "a" }, "requests", true);
  expect(first).toEqual({ q: "a", sort: "requests", desc: true });
  const second = nextSort(first, "requests", true);
  expect(second).toEqual({ q: "a", sort: "requests" });
  expect(nextSort(second, "requests", true)).toEqual({ q: "a" });
  expect(nextSort(first, "app", false)).toEqual({ q: "a", sort: "app" });
});

test("a removed filter leaves nothing in the address", () => {
  expect(changeSearch({ q: "a", app: "b" }, { q: undefined })).toEqual({ app: "b" });
  expect(isFiltered({ sort: "id" })).toBe(false);
  expect(isFiltered({ state: "idle" })).toBe(true);
});

test("the table begins at its head again with another order or filter, not with other columns", () => {
  const changes = [
    ...[{ q: "a" }, { app: "a@1" }, { state: "idle" }, { trouble: "errors" }],
    ...[{ sort: "rss" }, { sort: "rss", desc: true }, { group: true }],
  ] as const;
  expect(new Set([{}, ...changes].map(orderKey)).size).toBe(changes.length + 1);
  expect(orderKey({ cols: ["rss"], values: ["rss"] })).toBe(orderKey({}));
});
