import { describe, expect, test } from "bun:test";
import { expectAgrees } from "./agreement.ts";
import type { Endpoint } from "./endpoints.ts";
import { judgeFeed } from "./feed-judge.ts";
import { fixedHeaders } from "./fixed-headers.ts";
import { type Answer, judge } from "./judge.ts";
import type { PoolNow } from "./pool-now.ts";

const timestamp = "2026-01-01T00:00:00.000Z";
const RIGHT = { size: 6, active: 1, idle: 2, creating: 1, total: 4, utilization: 1 / 6 };
const SHIFTED = { ...RIGHT, active: 4, idle: 0, creating: 0, utilization: 4 / 6 };

/** The pool that all responses here are of: a worker in each state. */
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
const json = (pool: object) => JSON.stringify({ pool, uptime: 1, timestamp });
const stats = (pool: object, workers: object[] = rows) => JSON.stringify({ pool, workers });

function text(pool: object, workers = now.workers): string {
  const gauges = Object.entries(pool).map(
    ([name, value]) => `# TYPE buntime_pool_${name} gauge\nbuntime_pool_${name} ${value}\n`,
  );
  const samples = workers.map(
    ({ app, state }) => `buntime_app_workers{app="${app}",state="${state}"} 1\n`,
  );
  return `${gauges.join("")}# TYPE buntime_app_workers gauge\n${samples.join("")}`;
}

function response(endpoint: Endpoint, body: string, status = 200): Answer {
  const headers = new Headers(fixedHeaders(endpoint, status));
  return { status, headers, body, url: "http://host/" };
}

const RESPONSES: [endpoint: Endpoint, body: string][] = [
  ["json", json(RIGHT)],
  ["stats", stats(RIGHT)],
  ["prometheus", text(RIGHT)],
];

test.each(RESPONSES)("what is right passes, alone and beside the pool: %s", (endpoint, body) => {
  judge(endpoint, response(endpoint, body));
  expectAgrees(endpoint, body, now);
});

test.each<[what: string, endpoint: Endpoint, body: string]>([
  ["a total that is no sum", "json", json({ ...RIGHT, total: 5 })],
  ["another size than the configured", "json", json({ ...RIGHT, size: 12, utilization: 1 / 12 })],
  ["stats without rows", "stats", stats(RIGHT, [])],
  ["a text whose apps have fewer workers", "prometheus", text(RIGHT, now.workers.slice(1))],
  ["a text without the pool's size", "prometheus", text({ ...RIGHT, size: undefined })],
])("%s fails", (_, endpoint, body) => {
  expect(() => judge(endpoint, response(endpoint, body))).toThrow();
});

test.each<[what: string, endpoint: Endpoint | "feed", body: string]>([
  ["idle workers counted as active", "feed", json(SHIFTED)],
  ["a row too few", "stats", stats(RIGHT, rows.slice(1))],
  ["a request too many", "stats", stats(RIGHT, [{ ...rows[0], requests: 4 }, ...rows.slice(1)])],
  ["another state", "prometheus", text(RIGHT).replace(',state="ready', ',state="idle')],
])("%s fails beside the pool", (_, endpoint, body) => {
  expect(() => expectAgrees(endpoint, body, now)).toThrow();
});

describe("a refusal", () => {
  const everything = { fault: "everything", steady: true } as const;

  test.each<[status: number, body: string, condition: Parameters<typeof judge>[2]]>([
    [503, '{"error":"not now"}', undefined],
    [500, '{"error":"not now"}', everything],
    [503, "Error: at /home/x.ts:1", everything],
    [200, json(RIGHT), everything],
  ])("%d %s fails under the condition %j", (status, body, condition) => {
    expect(() => judge("json", response("json", body, status), condition)).toThrow();
  });

  test("passes while the pool fails, and while that changes", () => {
    const refusal = response("json", '{"error":"not now"}', 503);
    judge("json", refusal, everything);
    judge("json", refusal, { fault: undefined, steady: false });
  });
});

test.each<[what: string, event: string, data: string]>([
  ["a feed that falls silent", "activity", JSON.stringify({ timestamp })],
  ["a wrong figure", "message", json({ ...RIGHT, total: 5 })],
])("%s fails", (_, event, data) => {
  const events = Array.from({ length: 9 }, () => ({ event, data }));
  expect(() => judgeFeed(events, 8)).toThrow();
});
