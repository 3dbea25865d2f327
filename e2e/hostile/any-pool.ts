import fc from "fast-check";
import { OVERFLOW_APP } from "../../server/exposition/app-groups.ts";

/** Strings of any UTF-16 units, whole or not, and some that want to break out. */
const name = fc.oneof(
  fc.string({ unit: "binary", maxLength: 250 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom('"} 1\n# HELP x', "\\", "\n", "__proto__", "constructor", OVERFLOW_APP, ""),
);
const figure = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(Number.NaN, -0, 1e308, "7", null, undefined),
);
const status = fc.constantFrom("active", "idle", "ephemeral", "offline", "", 7);
const row = fc.record(
  {
    ageMs: figure,
    idleMs: figure,
    requestCount: figure,
    errorCount: figure,
    totalResponseTimeMs: figure,
    avgResponseTimeMs: figure,
    status,
  },
  { requiredKeys: [] },
);
const totals = fc.dictionary(
  fc.constantFrom(
    "activeWorkers",
    "totalRequests",
    "hits",
    "misses",
    "evictions",
    "ephemeralQueueDepth",
  ),
  figure,
);
/** What a pool of the real host's shape may answer, and then some. */
export const anyPool = fc.record({
  metrics: totals,
  rows: fc.uniqueArray(fc.tuple(name, row), { selector: ([key]) => key, maxLength: 12 }),
  held: fc.integer({ min: 0, max: 12 }),
});

type Pool = typeof anyPool extends fc.Arbitrary<infer T> ? T : never;

/** The pool that answers so. */
export function realPool({ metrics, rows, held }: Pool): object {
  const cache = rows
    .slice(0, held)
    .map(([key, stats]): [string, object] => [
      key,
      { id: key, readyPromise: Promise.resolve(), getStats: () => stats },
    ]);
  return {
    cache: new Map(cache),
    getMetrics: () => metrics,
    getWorkerStats: () => Object.fromEntries(rows),
  };
}
