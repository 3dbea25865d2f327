import * as v from "valibot";
import { ask, jsonOf, parsed } from "../ask.ts";
import { type Check, checksOf, expectEqual, expectThat } from "../check.ts";
import {
  documentedWorkerKeys,
  expectConsistent,
  type Stats,
  shaped,
  statsShape,
} from "../shapes.ts";
import type { Target } from "../target.ts";
import { expectNoStore } from "./snapshot.ts";

const theme = "Stats: GET /api/metrics/stats";

/** Asks for the stats and checks their shape. */
export async function statsOf(target: Target, query = ""): Promise<Stats> {
  return shaped(statsShape, jsonOf(await ask(target, `/api/metrics/stats${query}`)));
}

/** Checks on the full stats. */
export const statsChecks: readonly Check[] = checksOf(theme)({
  "has exactly pool and workers, each of the documented shape": (target) => statsOf(target),
  "has a pool that keeps the two formulas": async (target) =>
    expectConsistent((await statsOf(target)).pool),
  "puts a worker's documented fields first, in their order": expectDocumentedFirst,
  "lists live workers before ended ones": expectLiveFirst,
  "counts as many workers by state as the pool does": expectCountsAgree,
  "gives every worker an id of its own": expectOwnIds,
  "is not kept by caches: cache-control no-store": async (target) =>
    expectNoStore(await ask(target, "/api/metrics/stats")),
});

/** On the body as it came: a checked shape has the order of the shape. */
async function expectDocumentedFirst(target: Target): Promise<void> {
  const { body } = await ask(target, "/api/metrics/stats");
  const { workers } = v.parse(rows, parsed(body));
  for (const worker of workers) {
    const first = Object.keys(worker).slice(0, documentedWorkerKeys.length);
    expectEqual("fields", first.join(), documentedWorkerKeys.join());
  }
}

const rows = v.object({ workers: v.array(v.record(v.string(), v.unknown())) });

async function expectLiveFirst(target: Target): Promise<void> {
  const states = (await statsOf(target)).workers.map(({ state }) => state);
  const firstEnded = states.indexOf("terminated");
  const rest = firstEnded < 0 ? [] : states.slice(firstEnded);
  expectThat(
    rest.every((state) => state === "terminated"),
    "live workers first",
    states,
  );
}

async function expectCountsAgree(target: Target): Promise<void> {
  const { pool, workers } = await statsOf(target);
  const count = (...states: string[]) => workers.filter((w) => states.includes(w.state)).length;
  expectEqual("workers that are active", count("active"), pool.active);
  expectEqual("workers that are idle or ready", count("idle", "ready"), pool.idle);
  expectEqual("workers that are creating", count("creating"), pool.creating);
}

async function expectOwnIds(target: Target): Promise<void> {
  const ids = (await statsOf(target)).workers.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  expectThat(twice.length === 0, "no id twice", twice);
}
