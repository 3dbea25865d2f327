import { beforeAll, describe, expect, test } from "bun:test";
import { PLANTS, type Plan, type Plant, planOf } from "./plan.ts";
import { reportOf } from "./report.ts";
import { soak } from "./soak.ts";
import { growthOf, type Outcome, verdictOf } from "./verdict.ts";

const SECONDS = 60;
/** What is planted shows beside fewer clients, too. */
const SMALL: Partial<Plan> = { feedClients: 50, stalled: 0 };
const PART: Partial<Plan> = { ...SMALL, churnEveryMs: 200, reloadEveryMs: SECONDS * 1_000 };

/** Runs with a fault, each row one after another, the rows side by side and beside the minute. */
const ROWS: [plant: Plant, seconds: number, part: Partial<Plan>][][] = [
  [["leak", SECONDS, SMALL]],
  [
    ["figure", SECONDS / 3, PART],
    ["slow", 5, PART],
    ["error", 8, PART],
    ["counter", 8, PART],
  ],
  [
    ["silence", SECONDS / 3, PART],
    ["timer", 5, PART],
  ],
];

let well: Outcome;
const planted = new Map<Plant, Outcome>();

beforeAll(async () => {
  const rows = ROWS.map(async (row) => {
    for (const [plant, seconds, part] of row) {
      planted.set(plant, await soak(planOf(seconds, { ...part, plant })));
    }
  });
  [well] = await Promise.all([soak(planOf(SECONDS)), ...rows]);
}, 300_000);

/** All that a run with a fault is found wrong with, one a line. */
function found(plant: Plant): string {
  const outcome = planted.get(plant);
  if (!outcome) throw new Error(`no run with ${plant}`);
  return verdictOf(outcome).join("\n");
}

describe("a minute of everything at once", () => {
  test("shows nothing that must not be", () => {
    expect(verdictOf(well), reportOf(well)).toEqual([]);
  });

  test("fails when a leak is planted, and says so", () => {
    const growth = growthOf(planted.get("leak") as Outcome).heap;
    expect(found("leak")).toContain(`the heap grows by ${growth} kB a minute, limit 1500`);
  });
});

describe("a run with a fault of another kind", () => {
  test("is made with each that can be planted", () => {
    expect([...planted.keys()].sort()).toEqual(Object.keys(PLANTS).sort() as Plant[]);
  });

  test("fails when a worker is left out of every figure, and says of which answers", () => {
    for (const what of ["json", "stats", "prometheus"]) {
      expect(found("figure")).toContain(`${what} beside the pool: Mismatch: wanted`);
    }
  });

  test("fails when the feed falls silent after its first event, and says so", () => {
    expect(found("silence")).toMatch(/feed: Error: \d events where \d+\.\d were due/);
  });

  test("fails when the feed has half its pace, and says so", () => {
    expect(found("slow")).toMatch(/feeds at rest got \d+ to \d+ events where \d+ were due/);
  });

  test("fails when nobody handles an error, and says which", () => {
    expect(found("error")).toContain("unhandled rejection: Error: planted");
    expect(found("error")).toContain("unhandled exception: Error: planted");
  });

  test("fails when a counter falls, and says which", () => {
    expect(found("counter")).toMatch(/buntime_uptime_seconds\{\} fell from \d/);
  });

  test("fails when an interval is left, and says so", () => {
    expect(found("timer")).toContain("1 timers of the plugin left");
  });
});
