import { expect, test } from "bun:test";
import { initialConnection } from "../feed/connection.ts";
import { displayedStatus, type StatsStatus } from "./statsStatus.ts";

const live = { ...initialConnection(0), phase: "live", intervals: [1_000, 1_000, 1_000] } as const;
const stats: StatsStatus = { interval: 2_000, late: false, failed: false, at: null };

test("a page that only uses the feed shows the feed's phase and interval", () => {
  expect(displayedStatus(live, undefined)).toEqual({ phase: "live", interval: 1_000 });
});

test("a page that polls shows the poll's interval, and is stale while a response is late", () => {
  expect(displayedStatus(live, stats)).toEqual({ phase: "live", interval: 2_000 });
  expect(displayedStatus(live, { ...stats, late: true, at: 5 }).phase).toBe("stale");
});

test("it is stale after a failed request, even while the feed is live", () => {
  const failed = { ...stats, failed: true, at: 5 };
  expect(displayedStatus(live, failed).phase).toBe("stale");
  expect(displayedStatus({ ...live, phase: "polling" }, failed).phase).toBe("stale");
});

test("it is neither live nor stale before the first response", () => {
  for (const fault of [{ failed: true }, { late: true }]) {
    expect(displayedStatus(live, { ...stats, ...fault }).phase).toBe("connecting");
  }
});

test("paused and disconnected phases are kept, however late a response is", () => {
  for (const phase of ["paused", "waiting", "hidden"] as const) {
    expect(displayedStatus({ ...live, phase }, { ...stats, late: true }).phase).toBe(phase);
  }
});
