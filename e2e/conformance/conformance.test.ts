import { afterEach, expect, test } from "bun:test";
import { allChecks } from "./catalogue.ts";
import { type FakeHost, type Flaws, fakeInterval, startFake } from "./fake/host.ts";
import { feedFlaws } from "./feed-flaws.ts";
import { answerFlaws } from "./flaws.ts";
import { runChecks } from "./run.ts";
import { createTarget, type Target } from "./target.ts";

let host: FakeHost | undefined;
afterEach(() => host?.stop());

/** Of a host that is to be found wrong, in milliseconds; a sound one may take its time on a busy machine. */
const SHORT = 1500;
const LONG = 30_000;

function targetOf(
  { entrypoint = "html", prometheus = true, ...rest }: Flaws,
  timeout: number,
): Target {
  host = startFake({ entrypoint, prometheus, ...rest });
  return createTarget({
    url: host.url,
    entrypoint,
    prometheus,
    sseInterval: fakeInterval,
    timeout,
  });
}

const sound: Flaws[] = [{}, { entrypoint: "worker" }, { prometheus: false }];

test.each(sound)(
  "a host that keeps the contract passes every check: %j",
  async (flaws) => {
    const outcomes = await runChecks(targetOf(flaws, LONG), allChecks);
    expect(outcomes.filter(({ result }) => result === "holds").length).toBeGreaterThan(50);
    let failed = outcomes.filter(({ result }) => result === "fails");
    // A busy machine spoils times: what is wrong fails again and again.
    for (let attempt = 0; attempt < 10 && failed.length > 0; attempt++) {
      await host?.stop();
      const again = failed.map(({ sentence }) => sentence);
      const checks = allChecks.filter(({ sentence }) => again.includes(sentence));
      failed = (await runChecks(targetOf(flaws, LONG), checks)).filter(
        ({ result }) => result === "fails",
      );
    }
    expect(failed).toEqual([]);
  },
  60_000,
);

test.each([...answerFlaws, ...feedFlaws])(
  "$flaw is noticed: $caught",
  async ({ caught, ...flaws }) => {
    const checks = allChecks.filter(({ sentence }) => sentence === caught);
    const outcomes = await runChecks(targetOf(flaws, SHORT), checks);
    expect(outcomes.map(({ result }) => result)).toContain("fails");
  },
  60_000,
);
