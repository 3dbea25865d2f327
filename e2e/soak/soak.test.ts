import { beforeAll, describe, expect, test } from "bun:test";
import { PLANTS, type Plant, planOf, plantedPlan } from "./plan.ts";
import { soak } from "./soak.ts";
import { type Outcome, reportOf, verdictOf } from "./verdict.ts";

/** `bun run nightly` runs a minute of it, and a run with each planted fault. */
const isNightly = process.env.SOAK === "nightly";
const SECONDS = isNightly ? 60 : 15;
const PLANTED = isNightly ? (Object.keys(PLANTS) as Plant[]) : (["figure"] as const);
const LIMIT_MS = 900_000;

const planted = new Map<Plant, Outcome>();
let sound: Outcome;

beforeAll(async () => {
  const inTurn = async () => {
    for (const plant of PLANTED) planted.set(plant, await soak(plantedPlan(plant)));
  };
  [sound] = await Promise.all([
    soak(planOf(SECONDS, isNightly ? {} : { feedClients: 200 })),
    inTurn(),
  ]);
}, LIMIT_MS);

describe("a soak run", () => {
  test("has no problem", () => {
    expect(verdictOf(sound), reportOf(sound)).toEqual([]);
  });

  test.each(PLANTED)("with the planted fault %s fails with a verdict that names it", (plant) => {
    const verdict = verdictOf(planted.get(plant) as Outcome).join("\n");
    for (const sentence of PLANTS[plant].shows) expect(verdict).toMatch(sentence);
  });
});
