import { expect, test } from "bun:test";
import { type Connection, initialConnection } from "../feed/connection.ts";
import { absence, isOld } from "./status.ts";

const silent: Connection = { ...initialConnection(0), phase: "polling" };
const live: Connection = { ...silent, phase: "live", eventAt: 0, distances: [1, 1, 1] };

test("that the pool tells no activity is known only from what the stream has brought", () => {
  expect(absence(2, live)).toBe("none");
  expect(absence(2, silent)).toBe("none");
  expect(absence(1, live)).toBe("waiting");
  expect(absence(0, initialConnection(0))).toBe("waiting");
});

test("while the stream has been silent from the start, it is the stream that is missing", () => {
  expect(absence(0, silent)).toBe("streamOnly");
  expect(absence(0, { ...silent, phase: "stale" })).toBe("streamOnly");
});

test("activity is old after a longer silence than the stream's pace explains, unless paused", () => {
  expect(isOld(0, live, 2_900)).toBe(false);
  expect(isOld(0, live, 3_100)).toBe(true);
  expect(isOld(0, { ...live, distances: [15_000, 15_000, 15_000] }, 16_000)).toBe(false);
  expect(isOld(0, { ...live, phase: "paused", paused: true }, 60_000)).toBe(false);
});
