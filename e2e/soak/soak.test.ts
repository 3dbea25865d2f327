import { beforeAll, describe, expect, test } from "bun:test";
import { type Plan, planOf } from "./plan.ts";
import { reportOf } from "./report.ts";
import { soak } from "./soak.ts";
import { growthOf, type Outcome, verdictOf } from "./verdict.ts";

const SECONDS = 60;
/** What is planted shows beside fewer clients, too. */
const SMALL: Partial<Plan> = { feedClients: 50, stalled: 0 };
const PART: Partial<Plan> = { ...SMALL, churnEveryMs: 200, reloadEveryMs: SECONDS * 1_000 };

let well: Outcome;
let leaking: Outcome;
let wrong: Outcome;
let silent: Outcome;

beforeAll(async () => {
  const others = async () => {
    wrong = await soak(planOf(SECONDS / 3, { ...PART, plant: "figure" }));
    silent = await soak(planOf(SECONDS / 3, { ...PART, plant: "silence" }));
  };
  [well, leaking] = await Promise.all([
    soak(planOf(SECONDS)),
    soak(planOf(SECONDS, { ...SMALL, plant: "leak" })),
    others(),
  ]);
}, 300_000);

describe("a minute of everything at once", () => {
  test("shows nothing that must not be", () => {
    expect(verdictOf(well), reportOf(well)).toEqual([]);
  });

  test("fails when a leak is planted, and says so", () => {
    const growth = growthOf(leaking).heap;
    expect(verdictOf(leaking)).toContain(`the heap grows by ${growth} kB a minute, limit 1500`);
  });

  test("fails when a worker is left out of every figure, and says of which answers", () => {
    const problems = wrong.ledger.problems.join("\n");
    for (const what of ["json", "stats", "prometheus"]) {
      expect(problems).toContain(`${what} beside the pool: Mismatch: wanted`);
    }
  });

  test("fails when the feed falls silent after its first event, and says so", () => {
    expect(silent.ledger.problems.join("\n")).toMatch(
      /feed: Error: \d events where \d+\.\d were due/,
    );
  });
});
