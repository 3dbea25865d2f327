import { expect, test } from "bun:test";
import { initialConnection } from "../feed/connection.ts";
import { type Asked, shownPace } from "./shown.ts";

const live = { ...initialConnection(0), phase: "live", distances: [1_000, 1_000, 1_000] } as const;
const asked: Asked = { every: 2_000, late: false, failed: false, at: null };

test("a page that lives on the feed shows the feed's phase and pace", () => {
  expect(shownPace(live, undefined)).toEqual({ phase: "live", every: 1_000 });
});

test("one that asks for its numbers shows their own pace, and is stale when they are late", () => {
  expect(shownPace(live, asked)).toEqual({ phase: "live", every: 2_000 });
  expect(shownPace(live, { ...asked, late: true }).phase).toBe("stale");
});

test("what is paused or broken off stays so, however late the numbers are", () => {
  for (const phase of ["paused", "waiting", "hidden"] as const) {
    expect(shownPace({ ...live, phase }, { ...asked, late: true }).phase).toBe(phase);
  }
});
