import { expectEqual, expectThat } from "../conformance/check.ts";
import { expectError, parsed } from "../conformance/request.ts";
import { historyShape, shaped, snapshotShape } from "../conformance/shapes.ts";
import { isRefusal, judged, type Received } from "./judge.ts";
import { POOL_SIZE } from "./plan.ts";
import type { Run } from "./run.ts";

/** The longest time that a reader of the history goes back, in milliseconds. */
const LONGEST_AGO_MS = 10_000;

/** Below `/api/metrics/`. */
const CLOSED = ["", "stats", "prometheus", "history"] as const;

/** Reads the history: its times rise, and all are later than `since`. It doesn't need the pool. */
export async function readHistory(run: Run): Promise<void> {
  const since = new Date(Date.now() - Math.random() * LONGEST_AGO_MS);
  await judged(run, "history", `history?since=${since.toISOString()}`, ({ status, body }) => {
    expectEqual("status", status, 200);
    const { columns, rows } = shaped(historyShape, parsed(body));
    let last = since.getTime();
    for (const row of rows) {
      const time = row[columns.indexOf("time")] ?? 0;
      expectThat(time > last, `a time after ${last}`, time);
      last = time;
    }
    if (rows.length > 1) run.count("history with several readings");
  });
}

/** Reads the table for a terminal, and probes with thresholds: one that is never exceeded, one that mostly is. */
export async function readVariants(run: Run): Promise<void> {
  await judged(run, "table", "stats?format=text&sort=-cpu", (response) => {
    if (isRefusal(response)) return;
    const expected = RegExp(`^pool of ${POOL_SIZE}: [^\\n]*\\n\\nAPP +ID +STATE `);
    expectThat(expected.test(response.body), "a table", response.body);
  });
  await judged(run, "probe", "?max-utilization=1000&max-queue=1000", (response) => {
    // The queue is one of the pool's totals.
    if (isRefusal(response, false, ["everything", "getMetrics"])) return;
    expectEqual("status", response.status, 200);
    shaped(snapshotShape, parsed(response.body));
  });
  await judged(run, "probe exceeded", "?max-utilization=0", (response) => {
    if (isRefusal(response)) return;
    const { exceeded, ...snapshot } = parsed(response.body) as Record<string, unknown>;
    const { utilization } = shaped(snapshotShape, snapshot).pool;
    expectEqual("status", response.status, utilization > 0 ? 503 : 200);
    expectEqual("exceeded", exceeded !== undefined, utilization > 0);
  });
}

/** Requests without a key, with a wrong one, and with one that is then revoked. */
export async function tryKeys(run: Run): Promise<void> {
  const path = CLOSED[run.seen.size % CLOSED.length] ?? "";
  const isRefused = (response: Received) => {
    expectEqual("status", response.status, 401);
    expectError(response, 401);
  };
  const created = crypto.randomUUID();
  await judged(run, "a protected response", path, isRefused, null);
  await judged(run, "a protected response", path, isRefused, created);
  await run.child.call("setKey", created, true);
  await judged(
    run,
    "a created key",
    "",
    (response) => {
      if (!isRefusal(response)) expectEqual("status", response.status, 200);
    },
    created,
  );
  await run.child.call("setKey", created, false);
  await judged(run, "a protected response", path, isRefused, created);
}
