import { expect, test } from "bun:test";
import { activityAbsence, hitRate, isOutdated } from "./activityStatus.ts";
import { type Connection, initialConnection } from "./connection.ts";

const silent: Connection = { ...initialConnection(0), phase: "polling" };
const live: Connection = { ...silent, phase: "live", eventAt: 0, intervals: [1, 1, 1] };

test("only the stream shows that a pool reports no activity", () => {
  expect(activityAbsence(2, live)).toBe("none");
  expect(activityAbsence(2, silent)).toBe("none");
  expect(activityAbsence(1, live)).toBe("waiting");
  expect(activityAbsence(0, initialConnection(0))).toBe("waiting");
});

test("activity is missing because of the stream if that was silent from the start", () => {
  expect(activityAbsence(0, silent)).toBe("streamOnly");
  expect(activityAbsence(0, { ...silent, phase: "stale" })).toBe("streamOnly");
});

test("activity is out of date after a silence that the feed's interval does not explain, unless paused", () => {
  expect(isOutdated(0, live, 2_900)).toBe(false);
  expect(isOutdated(0, live, 3_100)).toBe(true);
  expect(isOutdated(0, { ...live, intervals: [15_000, 15_000, 15_000] }, 16_000)).toBe(false);
  expect(isOutdated(0, { ...live, phase: "paused", paused: true }, 60_000)).toBe(false);
});

test("the hit rate is unknown without requests or numbers", () => {
  expect(hitRate({ hits: 9, misses: 1, timestamp: "" })).toBe(0.9);
  expect(hitRate({ hits: 0, misses: 0, timestamp: "" })).toBeNull();
  expect(hitRate({ hits: 1, timestamp: "" })).toBeNull();
});
