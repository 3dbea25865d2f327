import { ask, expectError } from "../ask.ts";
import { type Check, checksOf, expectEqual, expectThat } from "../check.ts";
import type { Target } from "../target.ts";
import { statsOf } from "./stats.ts";

const theme = "Stats narrowed and ordered by ?app, ?state, ?sort and ?limit";
const nonsense = [
  "?state=purple",
  "?state=",
  "?limit=abc",
  "?limit=-1",
  "?limit=1.5",
  "?limit=1e9999",
  "?sort=purple",
  "?format=purple",
];

/** Checks on the stats' query. */
export const statsQueryChecks: readonly Check[] = [
  ...["creating", "ready", "active", "idle", "terminated"].map((state) => ({
    theme,
    sentence: `?state=${state} gives workers in that state only`,
    run: async (target: Target) => {
      const { workers } = await statsOf(target, `?state=${state}`);
      for (const worker of workers) expectEqual("state", worker.state, state);
    },
  })),
  ...checksOf(theme)({
    "?limit=1 gives one worker at most, of an unchanged pool": async (target) => {
      const { pool, workers } = await statsOf(target, "?limit=1");
      expectThat(workers.length <= 1, "at most one worker", workers.length);
      expectEqual("size", pool.size, (await statsOf(target)).pool.size);
    },
    "?sort=-requests gives those with the most requests first": async (target) => {
      const { workers } = await statsOf(target, "?sort=-requests");
      const requests = workers.map((worker) => worker.requests);
      const ordered = requests.toSorted((a, b) => b - a);
      expectEqual("requests in their order", `${requests}`, `${ordered}`);
    },
    "?format=text gives plain text, aligned and of at most 120 columns": expectTable,
    "an unknown parameter is ignored: ?_=1": async (target) => void (await statsOf(target, "?_=1")),
    "?app=name@version gives that app's workers only": expectOneApp,
    "?app= of an app that is not there gives no workers": async (target) => {
      const { workers } = await statsOf(target, "?app=no-such-app@0.0.0");
      expectThat(workers.length === 0, "no workers", workers);
    },
  }),
  ...nonsense.map((query) => ({
    theme,
    sentence: `${query} is answered with 400 and a message`,
    run: async (target: Target) =>
      expectError(await ask(target, `/api/metrics/stats${query}`), 400),
  })),
];

async function expectTable(target: Target): Promise<void> {
  const { status, headers, body } = await ask(target, "/api/metrics/stats?format=text");
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
