import { parseExposition } from "../../testing/exposition-parser.ts";
import { expectEqual, expectThat } from "../conformance/check.ts";
import { type Pool, shaped, snapshotShape, statsShape } from "../conformance/shapes.ts";
import { expectCounted } from "./consistent.ts";
import type { Endpoint } from "./endpoints.ts";
import type { PoolNow, WorkerNow } from "./pool-now.ts";
import { poolOfText, workersOfText } from "./text-figures.ts";

/** Throws when an answer says of the pool what the pool itself doesn't. */
export function expectAgrees(
  endpoint: Endpoint | "feed",
  body: string,
  { workers }: PoolNow,
): void {
  if (endpoint === "prometheus") expectTextAgrees(body, workers);
  else if (endpoint === "stats") expectStatsAgree(body, workers);
  else expectCounted(shaped(snapshotShape, JSON.parse(body)).pool, workers);
}

function expectTextAgrees(body: string, workers: readonly WorkerNow[]): void {
  const families = parseExposition(body);
  expectCounted(poolOfText(families) satisfies Pool, workers);
  const told = workersOfText(families);
  for (const { app, state, workers: count } of told ?? []) {
    const held = workers.filter((worker) => worker.app === app && worker.state === state);
    expectEqual(`workers of ${app} that are ${state}`, count, held.length);
  }
}

/** Every held worker has a row that says the same of it. Rows of the past have ids that no worker has. */
function expectStatsAgree(body: string, workers: readonly WorkerNow[]): void {
  const { pool, workers: rows } = shaped(statsShape, JSON.parse(body));
  expectCounted(pool, workers);
  for (const { id, app, state, requests } of workers) {
    const row = rows.find((candidate) => candidate.id === id);
    expectThat(row !== undefined, `a row of ${app}, ${id}`, rows);
    expectEqual(`state of ${app}`, row.state, state);
    expectEqual(`app of ${id}`, row.app, app);
    expectEqual(`requests of ${app}`, row.requests, requests);
  }
}
