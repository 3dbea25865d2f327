import { describe, expect, test } from "bun:test";
import { expectAgrees } from "./agreement.ts";
import { judgeFeed } from "./feed-judge.ts";
import { fixedHeaders } from "./fixed-headers.ts";
import { type Answer, type Endpoint, judge } from "./judge.ts";
import { type PoolNow, unchanged } from "./pool-now.ts";

const timestamp = "2026-01-01T00:00:00.000Z";
const RIGHT = { size: 6, active: 1, idle: 2, creating: 1, total: 4, utilization: 1 / 6 };

/** The pool that all answers here are of: one in each state. */
const now: PoolNow = {
  at: timestamp,
  created: 5,
  workers: (["active", "idle", "ready", "creating", "terminated"] as const).map((state) => ({
    ...{ id: `id of ${state}`, app: `${state}@1.0.0`, state },
    requests: 3,
  })),
};

const memory = { rss: 0, heapUsed: 0 };
const rows = now.workers.map((worker) => ({ ...worker, uptime: 1, memory }));

const answer = (endpoint: Endpoint, body: string, status = 200): Answer => ({
  ...{ status, body, url: "http://host/" },
  headers: new Headers(fixedHeaders(endpoint, status)),
});
const json = (pool: object) => JSON.stringify({ pool, uptime: 1, timestamp });
const stats = (pool: object, workers: object[] = rows) => JSON.stringify({ pool, workers });

function text(pool: object, workers = now.workers): string {
  const gauges = Object.entries(pool).map(
    ([name, value]) => `# TYPE buntime_pool_${name} gauge\nbuntime_pool_${name} ${value}\n`,
  );
  const samples = workers.map(
    ({ app, state }) => `buntime_app_workers{app="${app}",state="${state}"} 1\n`,
  );
  const header = samples.length > 0 ? "# TYPE buntime_app_workers gauge\n" : "";
  return gauges.join("") + header + samples.join("");
}

const WRONG: [what: string, endpoint: Endpoint, body: string][] = [
  ["a text with five active workers too many", "prometheus", text({ ...RIGHT, active: 6 })],
  ["a text with a constant total", "prometheus", text({ ...RIGHT, total: 1234 })],
  ["a text with a wrong utilization", "prometheus", text({ ...RIGHT, utilization: 0.5 })],
  ["a text whose apps have fewer workers", "prometheus", text(RIGHT, now.workers.slice(1))],
  ["a text without the apps' workers", "prometheus", text(RIGHT, [])],
  ["a text without the pool's size", "prometheus", text({ ...RIGHT, size: undefined })],
  ["another size than the configured", "json", json({ ...RIGHT, size: 12, utilization: 1 / 12 })],
  ["a total that is no sum", "json", json({ ...RIGHT, total: 5 })],
  ["stats without rows", "stats", stats(RIGHT, [])],
  [
    "idle workers counted as active, in stats",
    "stats",
    stats({ ...RIGHT, active: 6, idle: 0, total: 7, utilization: 1 }),
  ],
];

describe("the judge of answers", () => {
  test("takes what is right", () => {
    judge("json", answer("json", json(RIGHT)));
    judge("stats", answer("stats", stats(RIGHT)));
    judge("prometheus", answer("prometheus", text(RIGHT)));
  });

  test.each(WRONG)("refuses %s", (_, endpoint, body) => {
    expect(() => judge(endpoint, answer(endpoint, body))).toThrow();
  });

  test("misses the apps' workers in a text only while their rows can't be read, or may not", () => {
    const body = answer("prometheus", text(RIGHT, []));
    judge("prometheus", body, { fault: "getWorkerStats", steady: true });
    judge("prometheus", body, { fault: undefined, steady: false });
    expect(() => judge("prometheus", body, { fault: "getMetrics", steady: true })).toThrow();
  });

  test("refuses a 503 of a pool that is well, and a 200 of one that isn't", () => {
    const refusal = answer("json", '{"error":"not now"}', 503);
    expect(() => judge("json", refusal)).toThrow("while failing: nothing");
    judge("json", refusal, { fault: "everything", steady: true });
    judge("json", refusal, { fault: undefined, steady: false });
    const everything = { fault: "everything", steady: true } as const;
    expect(() => judge("json", answer("json", json(RIGHT)), everything)).toThrow("everything");
  });
});

describe("an answer beside the pool itself", () => {
  const shifted = { ...RIGHT, active: 4, idle: 0, creating: 0, utilization: 4 / 6 };
  const [first, ...others] = rows;

  test("agrees when it says the same", () => {
    expectAgrees("json", json(RIGHT), now);
    expectAgrees("feed", json(RIGHT), now);
    expectAgrees("stats", stats(RIGHT), now);
    expectAgrees("prometheus", text(RIGHT), now);
  });

  test.each([
    ["idle ones counted as active", "json", json(shifted)],
    ["the same in the feed", "feed", json(shifted)],
    ["the same in stats", "stats", stats(shifted)],
    ["a row too few", "stats", stats(RIGHT, others)],
    ["a request too many", "stats", stats(RIGHT, [{ ...first, requests: 4 }, ...others])],
    ["another state of a worker", "stats", stats(RIGHT, [{ ...first, state: "idle" }, ...others])],
    ["the same in a text's counts", "prometheus", text(shifted)],
    [
      "another state of an app's worker, in a text",
      "prometheus",
      text(RIGHT).replace('ready@1.0.0",state="ready', 'ready@1.0.0",state="idle'),
    ],
  ] as const)("does not agree otherwise: %s", (_, endpoint, body) => {
    expect(() => expectAgrees(endpoint, body, now)).toThrow();
  });

  test("is not held against a pool in which something has come, gone or been asked", () => {
    const [asked, ...rest] = now.workers;
    expect(unchanged(now, { ...now, at: "later" })).toBe(true);
    expect(unchanged(now, { ...now, created: 6 })).toBe(false);
    expect(unchanged(now, { ...now, workers: rest })).toBe(false);
    const more = { ...asked, requests: 4 } as PoolNow["workers"][number];
    expect(unchanged(now, { ...now, workers: [more, ...rest] })).toBe(false);
  });
});

describe("the judge of a feed", () => {
  const events = (count: number, pool: object = RIGHT) =>
    Array.from({ length: count }, () => ({ event: "message", data: json(pool) }));
  const activity = { event: "activity", data: JSON.stringify({ timestamp }) };

  test("takes half of what was due, less two", () => {
    judgeFeed([...events(3), activity], 11);
    judgeFeed([], 3);
  });

  test.each([
    ["one that falls silent after its first event", [...events(1), activity], 8],
    ["one that sends only its other event", Array.from({ length: 9 }, () => activity), 8],
    ["a wrong figure", events(9, { ...RIGHT, total: 5 }), 8],
    ["another size than the configured", events(9, { ...RIGHT, size: 1, utilization: 1 }), 8],
  ])("refuses %s", (_, sent, due) => {
    expect(() => judgeFeed(sent, due)).toThrow();
  });

  test("refuses an event that is older than the one before it", () => {
    const older = json(RIGHT).replace("2026-01-01", "2025-12-31");
    const sent = [...events(1), { event: "message", data: older }];
    expect(() => judgeFeed(sent, 0)).toThrow("after 2026");
  });
});
