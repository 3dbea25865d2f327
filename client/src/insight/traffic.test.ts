import { describe, expect, test } from "bun:test";
import { isGap } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";
import { stepFor, trafficOf } from "./traffic.ts";

/** Ten requests a second, of which two fail. */
function at(second: number, more: Partial<ActivitySample> = {}): ActivitySample {
  const timestamp = new Date(second * 1_000).toISOString();
  return { t: second * 1_000, timestamp, servedRequests: second * 10, errors: second * 2, ...more };
}
const every = (step: number, to: number) =>
  Array.from({ length: to / step + 1 }, (_, index) => at(index * step));

describe("requests over time", () => {
  test("are rates between consecutive points, split into succeeded and failed", () => {
    const [first, second] = trafficOf(every(1, 10), 60_000);
    expect(first).toEqual({ t: 5_000, requests: 10, failed: 2, succeeded: 8, errorRate: 0.2 });
    expect(second?.t).toBe(10_000);
  });

  test("have one point per scrape", () => {
    expect(trafficOf(every(15, 60), 60_000).map(({ t }) => t)).toEqual([
      ...[15_000, 30_000, 45_000, 60_000],
    ]);
  });

  test("are interrupted by gaps", () => {
    const entries = [at(0), at(5), { t: 8_000, gap: true } as const, at(20), at(25)];
    expect(trafficOf(entries, 60_000).map((entry) => (isGap(entry) ? 0 : entry.t))).toEqual([
      ...[5_000, 0, 25_000],
    ]);
  });

  test("are unknown if not counted; errors that are not counted are 0", () => {
    const [unknown] = trafficOf(
      [0, 5].map((s) => ({ t: s * 1_000, timestamp: at(s).timestamp })),
      1,
    );
    expect(unknown).toMatchObject({ requests: null, failed: null, errorRate: null });
    const uncounted = [0, 5].map((s) => {
      const { errors: _, ...sample } = at(s);
      return sample;
    });
    expect(trafficOf(uncounted, 1)[0]).toMatchObject({ failed: 0, succeeded: 10, errorRate: null });
  });

  test("over a longer range have longer intervals, and at most some 200 points", () => {
    expect(stepFor(60_000)).toBe(5_000);
    expect(stepFor(15 * 60_000)).toBe(5_000);
    expect(stepFor(3_600_000)).toBe(20_000);
    for (let range = 1_000; range < 1e10; range *= 1.7) {
      expect(range / stepFor(range)).toBeLessThanOrEqual(180);
    }
  });
});
