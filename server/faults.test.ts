import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { FaultLog, REPEAT_MS } from "./faults.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function setUp() {
  const lines: string[] = [];
  const faults = new FaultLog();
  const logger = {
    info: (line: string) => lines.push(line),
    warn: (line: string) => lines.push(line),
  };
  faults.setLogger(logger);
  return { lines, faults, logger };
}

const BEGAN = "metrics: the lamp: it is dark";
const ENDED = "metrics: the lamp: recovered";

test("a fault is logged when it begins and when it ends, whatever happens in between", () => {
  const { lines, faults } = setUp();
  faults.report("the lamp", undefined);
  faults.report("the lamp", "it is dark");
  faults.report("the lamp", "it is darker");
  faults.report("the lamp", undefined);
  faults.report("the lamp", undefined);
  expect(lines).toEqual([BEGAN, ENDED]);
});

test("a fault that comes and goes is logged once a minute", () => {
  const { lines, faults } = setUp();
  for (let passed = 0; passed < 3 * REPEAT_MS; passed += 500) {
    faults.report("the lamp", passed % 1000 === 0 ? "it is dark" : undefined);
    jest.advanceTimersByTime(500);
  }
  expect(lines).toEqual([BEGAN, ENDED, BEGAN, ENDED, BEGAN, ENDED]);
});

test("a fault that recurs at once and persists is logged after a minute", () => {
  const { lines, faults } = setUp();
  faults.report("the lamp", "it is dark");
  faults.report("the lamp", undefined);
  jest.advanceTimersByTime(REPEAT_MS - 1);
  faults.report("the lamp", "it is dark");
  expect(lines).toEqual([BEGAN, ENDED]);
  jest.advanceTimersByTime(1);
  faults.report("the lamp", "it is dark");
  expect(lines).toEqual([BEGAN, ENDED, BEGAN]);
});

test("faults of different things are logged separately", () => {
  const { lines, faults } = setUp();
  faults.report("the lamp", "it is dark");
  faults.report("the door", "it is open");
  faults.report("the lamp", undefined);
  expect(lines).toEqual([BEGAN, "metrics: the door: it is open", ENDED]);
});

test("a recurring fault is logged to a new logger at once", () => {
  const { lines, faults, logger } = setUp();
  faults.report("the lamp", "it is dark");
  faults.report("the lamp", undefined);
  faults.setLogger(logger);
  faults.report("the lamp", "it is dark");
  expect(lines).toEqual([BEGAN, ENDED, BEGAN]);
});
