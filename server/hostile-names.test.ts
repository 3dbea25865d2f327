import { describe, expect, test } from "bun:test";
import { EventStream } from "../testing/event-stream.ts";
import { parseExposition } from "../testing/exposition-parser.ts";
import { createApi } from "./api.ts";
import { MAX_APP_LABEL_LENGTH, OVERFLOW_APP } from "./exposition/app-groups.ts";
import { MetricsService } from "./services.ts";

/** Names that try to break out of whatever they are written into. */
const NAMES: Readonly<Record<string, string>> = {
  quotes: `"double" 'single' \`back\``,
  newlines: "first\nsecond\r\nthird",
  "a line that looks like a metric": 'x\nbuntime_pool_size 1\n# TYPE x counter\nx{a="b"} 1',
  "the end of an event": "x\n\ndata: {}\n\nevent: error\n",
  backslashes: "\\ \\\\ \\n \\",
  markup: '</script><img src=x onerror="alert(1)">',
  "marks without width": "\u202Egnp.exe\u202C a\u200B\u200D\uFEFFb",
  "line separators of JavaScript": "a\u2028b\u2029c",
  "control characters": "\0\x01\x07\x1b[31m\x7f",
  "lone surrogates": "a\uD800b\uDC00\uD800",
  "100 kB": "x".repeat(100_000),
  "the name of a prototype": "__proto__",
};

/** Pools of both shapes whose one worker has the name as its app and as its id. */
const POOLS: Readonly<Record<string, (name: string) => object>> = {
  documented: (name) => ({
    getMetrics: () => ({ size: 2, active: 1, idle: 0, creating: 0, totalRequests: 1 }),
    getWorkerStats: () => [{ id: name, app: name, state: "active", requests: 1 }],
  }),
  buntime: (name) => {
    const stats = { requestCount: 1, status: "active" };
    return {
      cache: new Map([[name, { id: name, getStats: () => stats }]]),
      getMetrics: () => ({ activeWorkers: 1, totalRequests: 1 }),
      getWorkerStats: () => Object.fromEntries([[name, stats]]),
    };
  },
};

const cases = Object.entries(NAMES).flatMap(([what, name]) =>
  Object.entries(POOLS).map(([shape, pool]) => [what, shape, name, pool] as const),
);

describe.each(cases)("a worker named with %s in a %s pool", (_, __, name, pool) => {
  const service = new MetricsService();
  service.setPool(pool(name), { poolSize: 2 });
  const get = (path: string) => createApi(service).request(`/api/metrics/${path}`);

  test("is in stats under its name, alone, and is found by it", async () => {
    const query = new URLSearchParams({ app: name.toWellFormed() });
    for (const path of ["stats", `stats?${query}`]) {
      const { workers } = await (await get(path)).json();
      expect(workers).toMatchObject([{ id: name.toWellFormed(), app: name.toWellFormed() }]);
      expect(workers).toHaveLength(1);
    }
  });

  test("is one label value of the text, which has no other and parses completely", async () => {
    const families = parseExposition(await (await get("prometheus")).text());
    const apps = families.flatMap(({ samples }) =>
      samples.flatMap(({ labels }) => labels.app ?? []),
    );
    const label = name.length > MAX_APP_LABEL_LENGTH ? OVERFLOW_APP : name.toWellFormed();
    expect(new Set(apps)).toEqual(new Set([label]));
    expect(families.find((family) => family.name === "buntime_pool_size")?.samples).toEqual([
      { name: "buntime_pool_size", labels: {}, value: 2 },
    ]);
  });

  test("adds no event to the feed", () => {
    const stream = new EventStream();
    stream.push(new TextDecoder().decode(service.feedFrame()));
    expect(stream.events.map(({ event }) => event)).toEqual(["message", "activity"]);
  });
});
