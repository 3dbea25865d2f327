import { afterEach, expect, test } from "bun:test";
import { allChecks } from "./catalogue.ts";
import { type FakeHost, type Flaws, fakeInterval, startFake } from "./fake/host.ts";
import { feedFlaws } from "./feed-flaws.ts";
import { answerFlaws } from "./flaws.ts";
import { runChecks } from "./run.ts";
import { createTarget, type Target } from "./target.ts";

let host: FakeHost | undefined;
afterEach(() => host?.stop());

function targetOf({ entrypoint = "html", prometheus = true, ...rest }: Flaws): Target {
  host = startFake({ entrypoint, prometheus, ...rest });
  const timeout = 1500;
  return createTarget({
    url: host.url,
    entrypoint,
    prometheus,
    sseInterval: fakeInterval,
    timeout,
  });
}

const sound: Flaws[] = [{}, { entrypoint: "worker" }, { prometheus: false }];

test.each(sound)("a host that keeps the contract passes every check: %j", async (flaws) => {
  const outcomes = await runChecks(targetOf(flaws), allChecks);
  expect(outcomes.filter(({ result }) => result === "fails")).toEqual([]);
  expect(outcomes.filter(({ result }) => result === "holds").length).toBeGreaterThan(50);
});

test.each([...answerFlaws, ...feedFlaws])(
  "$flaw is noticed: $caught",
  async ({ caught, ...flaws }) => {
    const checks = allChecks.filter(({ sentence }) => sentence === caught);
    const outcomes = await runChecks(targetOf(flaws), checks);
    expect(outcomes.map(({ result }) => result)).toContain("fails");
  },
);
