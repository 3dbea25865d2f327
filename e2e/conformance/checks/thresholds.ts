import { type Check, checksOf, each, expectEqual } from "../check.ts";
import { expectError, parsed, request } from "../request.ts";
import { shaped, snapshotShape } from "../shapes.ts";
import { snapshotOf } from "./snapshot.ts";

const TYPOS = [
  "max-utilisation=1",
  "max_failed=1",
  "maxFailed=1",
  "max-failed=-1",
  "max-queue=90%25",
];

/** Checks on the thresholds of a probe. */
export const thresholdChecks: readonly Check[] = checksOf("Thresholds: GET /api/metrics/?max-…")({
  "one that is not exceeded changes nothing": (target) =>
    snapshotOf(target, "/api/metrics/?max-utilization=1000"),
  "one that is exceeded is a 503 with the same body and what is exceeded": async (target) => {
    const { status, body } = await request(target, "/api/metrics/?max-utilization=0");
    const { exceeded, ...snapshot } = parsed(body) as { exceeded?: { name?: unknown }[] };
    const { utilization } = shaped(snapshotShape, snapshot).pool;
    expectEqual(`status at a utilization of ${utilization}`, status, utilization > 0 ? 503 : 200);
    const names = exceeded?.map(({ name }) => name).join();
    expectEqual("exceeded", names ?? null, utilization > 0 ? "max-utilization" : null);
  },
  ...each(
    TYPOS,
    (query) => `${query} is refused with 400: a probe must not succeed because of a typo`,
    async (target, query) => expectError(await request(target, `/api/metrics/?${query}`), 400),
  ),
});
