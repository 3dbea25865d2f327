import { beforeAll, describe, expect, test } from "bun:test";
import { planOf } from "./plan.ts";
import { reportOf } from "./report.ts";
import { soak } from "./soak.ts";
import { growthOf, type Outcome, verdictOf } from "./verdict.ts";

const SECONDS = 60;

let well: Outcome;
let leaking: Outcome;

beforeAll(async () => {
  [well, leaking] = await Promise.all([
    soak(planOf(SECONDS)),
    soak(planOf(SECONDS, { plantLeak: true, feedClients: 50 })),
  ]);
}, 180_000);

describe("a minute of everything at once", () => {
  test("shows nothing that must not be", () => {
    expect(verdictOf(well), reportOf(well)).toEqual([]);
  });

  test("fails when a leak is planted, and says so", () => {
    const growth = growthOf(leaking).heap;
    expect(verdictOf(leaking)).toContain(`the heap grows by ${growth} kB a minute, limit 1500`);
  });
});
