import { type Check, checksOf, expectNoStore, expectThat } from "../check.ts";
import { jsonOf, request } from "../request.ts";
import { expectConsistent, type Snapshot, shaped, snapshotShape } from "../shapes.ts";
import type { Target } from "../target.ts";

const theme = "Snapshot: GET /api/metrics/";

/** Requests a snapshot and checks its shape. */
export async function snapshotOf(target: Target, path = "/api/metrics/"): Promise<Snapshot> {
  return shaped(snapshotShape, jsonOf(await request(target, path)));
}

/** Checks on the JSON snapshot. */
export const snapshotChecks: readonly Check[] = checksOf(theme)({
  "responds with 200 and JSON": async (target) => jsonOf(await request(target, "/api/metrics/")),
  "has exactly pool, uptime and timestamp": (target) => snapshotOf(target),
  "has total = active + idle + creating and utilization = active / size, 0 when size is 0": async (
    target,
  ) => expectConsistent((await snapshotOf(target)).pool),
  "is the same without the trailing slash": (target) => snapshotOf(target, "/api/metrics"),
  "is taken on request: uptime and timestamp advance": expectAdvances,
  "is not cached: cache-control no-store": async (target) =>
    expectNoStore(await request(target, "/api/metrics/")),
});

/** Two snapshots of the same millisecond may be equal; those of a second may not. */
async function expectAdvances(target: Target): Promise<void> {
  const first = await snapshotOf(target);
  const until = performance.now() + 1000;
  let next = first;
  const hasAdvanced = () => next.timestamp > first.timestamp && next.uptime > first.uptime;
  while (!hasAdvanced() && performance.now() < until) {
    next = await snapshotOf(target);
  }
  expectThat(
    next.timestamp > first.timestamp,
    `a timestamp after ${first.timestamp}`,
    next.timestamp,
  );
  expectThat(next.uptime > first.uptime, `an uptime over ${first.uptime}`, next.uptime);
}
