import { expect, test } from "bun:test";
import { readOverviewSearch } from "./search.ts";

test("the window is 1, 5, 15 or 60 minutes or all; the default and invalid values are left out of the address", () => {
  expect(readOverviewSearch({ window: 60 })).toEqual({ window: 60 });
  expect(readOverviewSearch({ window: "all" })).toEqual({ window: "all" });
  expect(readOverviewSearch({ window: "1" })).toEqual({ window: 1 });
  expect(readOverviewSearch({ app: "shop@1.0.0", window: 5 })).toEqual({ app: "shop@1.0.0" });
  for (const window of [5, 7, "x", null, [1, 2], undefined]) {
    expect(readOverviewSearch({ window })).toEqual({});
  }
});
