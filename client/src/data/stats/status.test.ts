import { expect, test } from "bun:test";
import { initialConnection } from "../feed/connection.ts";
import { type Asked, shownPace } from "./status.ts";

const live = { ...initialConnection(0), phase: "live", distances: [1_000, 1_000, 1_000] } as const;
const asked: Asked = { every: 2_000, late: false, failed: false, at: null };

test("a page that lives on the feed shows the feed's phase and pace", () => {
  expect(shownPace(live, undefined)).toEqual({ phase: "live", every: 1_000 });
});

test("one that asks for its numbers shows their own pace, and is stale when they are late", () => {
  expect(shownPace(live, asked)).toEqual({ phase: "live", every: 2_000 });
  expect(shownPace(live, { ...asked, late: true, at: 5 }).phase).toBe("stale");
});

test("one whose numbers could not be had is stale, and never live, however well the feed does", () => {
  const failed = { ...asked, failed: true, at: 5 };
  expect(shownPace(live, failed).phase).toBe("stale");
  expect(shownPace({ ...live, phase: "polling" }, failed).phase).toBe("stale");
});

test("one that never had any numbers is neither live nor stale", () => {
  for (const fault of [{ failed: true }, { late: true }]) {
    expect(shownPace(live, { ...asked, ...fault }).phase).toBe("connecting");
  }
});

test("what is paused or broken off stays so, however late the numbers are", () => {
  for (const phase of ["paused", "waiting", "hidden"] as const) {
    expect(shownPace({ ...live, phase }, { ...asked, late: true }).phase).toBe(phase);
  }
});
