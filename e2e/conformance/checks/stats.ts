import * as v from "valibot";
import { type Check, checksOf, each, expectEqual, expectNoStore, expectThat } from "../check.ts";
import { expectError, jsonOf, parsed, request } from "../request.ts";
import {
  documentedWorkerKeys,
  expectConsistent,
  type Stats,
  shaped,
  statsShape,
  workerStates,
} from "../shapes.ts";
import type { Target } from "../target.ts";

const PATH = "/api/metrics/stats";
const NONSENSE = [
  ...["state=purple", "state=", "limit=abc", "limit=-1", "limit=1.5", "limit=1e9999"],
  ...["sort=purple", "format=purple"],
];

/** Checks on the full stats, and on the query that narrows them. */
export const statsChecks: readonly Check[] = [
  ...checksOf(`Stats: GET ${PATH}`)({
    "has exactly pool and workers, each of the documented shape": (target) => statsOf(target),
    "has a pool that satisfies the two formulas": async (target) =>
      expectConsistent((await statsOf(target)).pool),
    "puts a worker's documented fields first, in their order": expectDocumentedFirst,
    "lists live workers before ended ones": async (target) => {
      const states = (await statsOf(target)).workers.map(({ state }) => state);
      const live = states.findLastIndex((state) => state !== "terminated");
      const ended = states.indexOf("terminated");
      expectThat(ended < 0 || live < ended, "live workers first", states);
    },
    "has as many workers per state as the pool reports": expectCountsAgree,
    "has a different id for every worker": async (target) => {
      const ids = (await statsOf(target)).workers.map(({ id }) => id);
      expectEqual("ids", new Set(ids).size, ids.length);
    },
    "is not cached: cache-control no-store": async (target) =>
      expectNoStore(await request(target, PATH)),
  }),
  ...checksOf("Stats filtered and sorted by ?app, ?state, ?sort and ?limit")({
    ...each(
      workerStates,
      (state) => `?state=${state} returns only workers in that state`,
      async (target, state) => {
        const { workers } = await statsOf(target, `?state=${state}`);
        for (const worker of workers) expectEqual("state", worker.state, state);
      },
    ),
    "?limit=1 returns at most one worker, of an unchanged pool": async (target) => {
      const { pool, workers } = await statsOf(target, "?limit=1");
      expectThat(workers.length <= 1, "at most one worker", workers.length);
      expectEqual("size", pool.size, (await statsOf(target)).pool.size);
    },
    "?sort=-requests returns those with the most requests first": async (target) => {
      const { workers } = await statsOf(target, "?sort=-requests");
      const requests = workers.map((worker) => worker.requests);
      const ordered = requests.toSorted((a, b) => b - a);
      expectEqual("requests in their order", `${requests}`, `${ordered}`);
    },
    "?format=text returns plain text, aligned, at most 120 columns wide": expectTable,
    "an unknown parameter is ignored: ?_=1": (target) => statsOf(target, "?_=1"),
    "?app=name@version returns only that app's workers": expectOneApp,
    "?app= of an unknown app returns no workers": async (target) => {
      const { workers } = await statsOf(target, "?app=no-such-app@0.0.0");
      expectThat(workers.length === 0, "no workers", workers);
    },
    ...each(
      NONSENSE,
      (query) => `?${query} is refused with 400 and a message`,
      async (target, query) => expectError(await request(target, `${PATH}?${query}`), 400),
    ),
  }),
];

async function statsOf(target: Target, query = ""): Promise<Stats> {
  return shaped(statsShape, jsonOf(await request(target, `${PATH}${query}`)));
}

/** Needs the unparsed body: a parsed one has the order of the shape. */
async function expectDocumentedFirst(target: Target): Promise<void> {
  const { body } = await request(target, PATH);
  const { workers } = v.parse(rows, parsed(body));
  for (const worker of workers) {
    const first = Object.keys(worker).slice(0, documentedWorkerKeys.length);
    expectEqual("fields", first.join(), documentedWorkerKeys.join());
  }
}

const rows = v.object({ workers: v.array(v.record(v.string(), v.unknown())) });

async function expectCountsAgree(target: Target): Promise<void> {
  const { pool, workers } = await statsOf(target);
  const count = (...states: string[]) => workers.filter((w) => states.includes(w.state)).length;
  expectEqual("workers that are active", count("active"), pool.active);
  expectEqual("workers that are idle or ready", count("idle", "ready"), pool.idle);
  expectEqual("workers that are creating", count("creating"), pool.creating);
}

async function expectTable(target: Target): Promise<void> {
  const { status, headers, body } = await request(target, `${PATH}?format=text`);
  expectEqual("status", status, 200);
  expectEqual("content-type", headers.get("content-type"), "text/plain; charset=utf-8");
  const lines = body.split("\n").slice(0, -1);
  const widest = Math.max(...lines.map((line) => Bun.stringWidth(line)));
  expectThat(widest <= 120, "at most 120 columns", widest);
  const [heads, ...rows] = lines.slice(2).map((line) => Bun.stringWidth(line));
  for (const width of rows) expectEqual("width of a row", width, heads ?? 0);
}

async function expectOneApp(target: Target): Promise<void> {
  const [first] = (await statsOf(target)).workers;
  if (first === undefined) return;
  const { workers } = await statsOf(target, `?app=${encodeURIComponent(first.app)}`);
  expectThat(workers.length > 0, `workers of ${first.app}`, workers);
  for (const worker of workers) expectEqual("app", worker.app, first.app);
}
