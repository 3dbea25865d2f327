import { ask, expectError } from "../ask.ts";
import { type Check, checksOf, expectEqual, expectThat } from "../check.ts";
import type { Target } from "../target.ts";
import { statsOf } from "./stats.ts";

const theme = "Stats narrowed by ?app, ?state and ?limit";
const nonsense = [
  "?state=purple",
  "?state=",
  "?limit=abc",
  "?limit=-1",
  "?limit=1.5",
  "?limit=1e9999",
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

async function expectOneApp(target: Target): Promise<void> {
  const [first] = (await statsOf(target)).workers;
  if (first === undefined) return;
  const { workers } = await statsOf(target, `?app=${encodeURIComponent(first.app)}`);
  expectThat(workers.length > 0, `workers of ${first.app}`, workers);
  for (const worker of workers) expectEqual("app", worker.app, first.app);
}
