import { ask, expectJsonType, jsonOf } from "../ask.ts";
import { type Check, checksOf, expectThat } from "../check.ts";
import { expectConsistent, type Snapshot, shaped, snapshotShape } from "../shapes.ts";
import type { Target } from "../target.ts";

const theme = "Snapshot: GET /api/metrics/";

/** Asks for a snapshot and checks its shape. */
export async function snapshotOf(target: Target, path = "/api/metrics/"): Promise<Snapshot> {
  return shaped(snapshotShape, jsonOf(await ask(target, path)));
}

/** Checks on the JSON snapshot. */
export const snapshotChecks: readonly Check[] = checksOf(theme)({
  "answers 200 with JSON": async (target) => {
    const answer = await ask(target, "/api/metrics/");
    expectThat(answer.status === 200, "status 200", answer.status);
    expectJsonType(answer);
  },
  "has exactly pool, uptime and timestamp": (target) => snapshotOf(target),
  "has total = active + idle + creating and utilization = active / size, 0 when size is 0": async (
    target,
  ) => expectConsistent((await snapshotOf(target)).pool),
  "answers the same without the trailing slash": (target) => snapshotOf(target, "/api/metrics"),
  "is taken when asked: uptime and timestamp go on": expectGoesOn,
  "is not kept by caches: cache-control no-store": async (target) =>
    expectNoStore(await ask(target, "/api/metrics/")),
});

/** Checks for `cache-control: no-store`. */
export function expectNoStore(answer: { headers: Headers }): void {
  const control = answer.headers.get("cache-control") ?? "none";
  expectThat(control.includes("no-store"), "cache-control no-store", control);
}

/** Two answers within a millisecond or two may say the same; within a second they may not. */
async function expectGoesOn(target: Target): Promise<void> {
  const first = await snapshotOf(target);
  const until = performance.now() + 1000;
  let next = first;
  const goesOn = () => next.timestamp > first.timestamp && next.uptime > first.uptime;
  while (!goesOn() && performance.now() < until) {
    next = await snapshotOf(target);
  }
  expectThat(
    next.timestamp > first.timestamp,
    `a timestamp after ${first.timestamp}`,
    next.timestamp,
  );
  expectThat(next.uptime > first.uptime, `an uptime over ${first.uptime}`, next.uptime);
}
