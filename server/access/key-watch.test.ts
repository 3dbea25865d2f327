import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { VERIFICATION_MS, type Verdict } from "./host-keys.ts";
import { KeyWatch, RECHECK_MS } from "./key-watch.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A watch whose checks return `verdicts` in turn, then always the last one. */
function setUp(keys: number, verdicts: Verdict[] = ["allowed"]) {
  const checks: { key: string; at: number }[] = [];
  const watch = new KeyWatch(async (key) => {
    const before = checks.filter((check) => check.key === key).length;
    checks.push({ key, at: performance.now() });
    return verdicts[Math.min(before, verdicts.length - 1)] ?? "denied";
  });
  const holds = Array.from({ length: keys }, (_, index) => watch.hold(`key ${index}`));
  return { checks, watch, holds, ended: () => holds.filter(({ signal }) => signal.aborted).length };
}

/** Advances the clock, and runs the checks that are due. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 500) {
    jest.advanceTimersByTime(Math.min(500, milliseconds - passed));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

test("each key is checked once per period, a few at a time", async () => {
  const { checks } = setUp(1200);
  await pass(RECHECK_MS);
  expect(new Set(checks.map(({ key }) => key)).size).toBe(1200);
  expect(checks).toHaveLength(1200);
  const atATime = Map.groupBy(checks, ({ at }) => at).values();
  expect(Math.max(...atATime.map(({ length }) => length))).toBe(48);
});

test("streams of one key share its checks, and end together", async () => {
  const { checks, watch, holds } = setUp(1, ["denied"]);
  const second = watch.hold("key 0");
  await pass(RECHECK_MS);
  expect(checks).toHaveLength(1);
  expect([holds[0]?.signal.aborted, second.signal.aborted]).toEqual([true, true]);
});

test.each<[Verdict[], ended: number[]]>([
  [["denied"], [3, 3, 3]],
  [
    ["unavailable", "allowed", "unavailable"],
    [0, 0, 0],
  ],
  [
    ["unavailable", "unavailable"],
    [0, 3, 3],
  ],
  [
    ["unavailable", "denied"],
    [0, 3, 3],
  ],
])("verdicts %j end this many of three feeds, period by period: %j", async (verdicts, expected) => {
  const { ended } = setUp(3, verdicts);
  for (const count of expected) {
    await pass(RECHECK_MS);
    expect(ended()).toBe(count);
  }
});

test("a revoked key ends its feeds within a minute, even if one check fails", () => {
  expect(2 * RECHECK_MS + VERIFICATION_MS).toBeLessThan(60_000);
});

test("without keys there is no timer", async () => {
  const { holds, watch } = setUp(30, ["denied"]);
  holds[0]?.release();
  await pass(RECHECK_MS);
  for (const hold of holds) hold.release();
  expect(jest.getTimerCount()).toBe(0);
  const again = watch.hold("key 0");
  expect(jest.getTimerCount()).toBe(1);
  again.release();
  expect(jest.getTimerCount()).toBe(0);
});
