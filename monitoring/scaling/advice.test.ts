import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";
import { GENERATED } from "../generated.ts";
import type { Policy } from "./advice.ts";
import { type Run, simulate } from "./fleet.ts";
import { LOADS, type LoadName, scenario } from "./loads.ts";
import { POLICIES, runOf } from "./results.ts";
import { rate5m, type Signal, STEP } from "./signals.ts";

const { shipped } = POLICIES;
const { min, max } = shipped.behavior;
const HOUR = 3_600 / STEP;

const without = (signal: Signal | "cpu"): Policy => ({
  ...shipped,
  triggers: shipped.triggers.filter((trigger) => trigger.signal !== signal),
});
const podsOf = ({ moments }: Run) => moments.map(({ pods }) => pods);
const changesIn = (pods: readonly number[]) =>
  pods.filter((count, i) => i > 0 && count !== pods[i - 1]).length;

/** Pods that the busy workers of a load need, with nothing known but its rate. */
function neededAt(load: LoadName, at: number): number {
  const seconds = scenario(load).apps.reduce((sum, app) => sum + app.share * app.seconds, 0);
  const [{ target } = { target: Number.NaN }] = shipped.triggers;
  return Math.min(max, Math.max(min, Math.ceil((LOADS[load].rate(at) * seconds) / target)));
}

describe("the kit's autoscaler converges", () => {
  test("steady load: it finds the number of pods within minutes, and keeps it", () => {
    const pods = podsOf(runOf("steady", "shipped"));
    const found = neededAt("steady", 0);
    expect(new Set(pods.slice(HOUR / 2))).toEqual(new Set([found]));
  });

  test("bursts: it follows each, stays below its maximum, and is back before the next", () => {
    const pods = podsOf(runOf("bursty", "shipped"));
    const before = pods.filter((_, i) => (i * STEP) % 2_400 === 1_200 - STEP && i > HOUR);
    expect(before.length).toBeGreaterThan(3);
    expect(new Set(before)).toEqual(new Set([min]));
    expect(Math.max(...pods)).toBeLessThan(max);
    expect(Math.max(...pods)).toBeGreaterThanOrEqual(neededAt("bursty", 1_300) - 1);
  });

  test.each<LoadName>(["daily", "growing"])(
    "%s load: it stays within one pod of what is needed, without going back and forth",
    (load) => {
      const { moments } = runOf(load, "shipped");
      const far = moments.slice(HOUR / 4).filter(({ at, pods }) => {
        const needed = [at, at - 900].map((time) => neededAt(load, time));
        return pods < Math.min(...needed) - 1 || pods > Math.max(...needed) + 1;
      });
      expect(far).toEqual([]);
      const pods = moments.map((moment) => moment.pods);
      const span = Math.max(...pods) - Math.min(...pods);
      expect(changesIn(pods)).toBeLessThanOrEqual(2 * span + 2);
    },
  );
});

test.each<LoadName>(["steady", "bursty", "daily", "growing"])(
  "%s load: an autoscaler on utilization runs to its maximum when every pod gets every app",
  (load) => {
    const pods = podsOf(runOf(load, "utilization"));
    const busiest = Math.max(...podsOf(runOf(load, "shipped")));
    expect(Math.max(...pods)).toBe(max);
    expect(busiest).toBeLessThan(max);
  },
);

test("with few popular apps, an autoscaler on utilization settles, at more pods than the load needs", () => {
  const pods = new Set(podsOf(runOf("steady", "utilization", { skew: 1 })).slice(HOUR));
  expect([...pods]).toEqual([expect.any(Number)]);
  expect([...pods][0]).toBeWithin(neededAt("steady", 0) + 1, max);
});

describe("each trigger has a load that only it sees", () => {
  test("the queue: without it, requests to apps without ttl are refused for hours", () => {
    const refusedShare = ({ refused, requests }: Run) => refused / requests;
    const load = scenario("bursty", { ephemeral: 0.5 });
    const blind = simulate(load, without("buntime_pool_ephemeral_queue_depth"));
    expect(refusedShare(blind)).toBeGreaterThan(0.1);
    expect(refusedShare(runOf("bursty", "shipped", { ephemeral: 0.5 }))).toBeLessThan(0.01);
  });

  test("CPU: without it, two pods are to use twice as much as they have requested", () => {
    const heavy = { cpu: 0.15, seconds: 0.5 };
    const settled = (run: Run) => new Set(podsOf(run).slice(HOUR));
    const needed = new Set([Math.ceil((30 * 0.15) / 0.7)]);
    expect(settled(runOf("steady", "shipped", heavy))).toEqual(needed);
    const blind = simulate(scenario("steady", heavy), without("cpu"));
    expect(settled(blind)).toEqual(new Set([min]));
  });
});

describe("evictions per request", () => {
  const evictionsPerRequest = ({ pods, moments }: Run) => {
    const rate = (counter: "evictions" | "requests") =>
      pods.reduce((sum, pod) => sum + (rate5m(pod, moments.length, counter) ?? 0), 0);
    return rate("evictions") / rate("requests");
  };

  test("are the same with twice the pods when every pod gets every app: an autoscaler on them runs to its maximum", () => {
    const few = runOf("steady", "shipped", { apps: 300 });
    const many = runOf("steady", "evictions", { apps: 300 });
    expect(many.moments.at(-1)?.pods).toBe(max);
    expect(few.moments.at(-1)?.pods).toBe(max / 2);
    expect(evictionsPerRequest(many) / evictionsPerRequest(few)).toBeWithin(0.95, 1.05);
  });

  test("nearly end with the same pods when the balancer keeps an app on one of them, or when the pools are larger", () => {
    const load = scenario("steady", { apps: 300 });
    const before = evictionsPerRequest(runOf("steady", "shipped", { apps: 300 }));
    const kept = runOf("steady", "shipped", { apps: 300, balance: "app" });
    expect(evictionsPerRequest(kept)).toBeLessThan(before / 50);
    const larger = simulate({ ...load, pool: { ...load.pool, size: 300 } }, shipped);
    expect(evictionsPerRequest(larger)).toBeLessThan(before / 50);
  });
});

test("docs/scaling.md has the model's results; else run: bun run generate", async () => {
  const page = GENERATED.find(({ path }) => path === "docs/scaling.md");
  expect(await page?.make()).toBe(await Bun.file(join(root, "docs/scaling.md")).text());
});
