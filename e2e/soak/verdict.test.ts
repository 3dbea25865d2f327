import { describe, expect, test } from "bun:test";
import { Dechunker } from "./dechunker.ts";
import { fixedHeaders } from "./fixed-headers.ts";
import { type Endpoint, judge } from "./judge.ts";
import { Ledger } from "./ledger.ts";
import { logLinesAllowed } from "./log-lines.ts";
import { Monotone } from "./monotone.ts";
import { planOf } from "./plan.ts";
import { slopePerMinute } from "./slope.ts";
import { type Outcome, verdictOf } from "./verdict.ts";

const figures = { heap: 0, rss: 0, pluginTimers: 0, unhandled: [], logLines: 0 };
const SEEN = [
  ...["prometheus 200", "prometheus 503", "json 200", "json 503", "stats 200", "stats 503"],
  ...["feed 200", "feed asleep", "feed dropped", "feed event activity"],
  ...["reloads", "reloads of another content", "faults", "timers seen"],
  ...["json", "stats", "prometheus", "feed"].map((what) => `${what} beside the pool`),
];

function outcome(changes: Partial<Outcome> = {}): Outcome {
  const ledger = new Ledger();
  for (const kind of SEEN) ledger.answered(kind);
  const memory = { heap: [], rss: [] };
  return { plan: planOf(600), ledger, memory, clientsLeft: 0, settled: figures, ...changes };
}

/** Memory over ten minutes that grows by so many kB a minute. */
const growing = (kB: number) =>
  Array.from({ length: 300 }, (_, i) => ({ at: i * 2_000, value: (i / 30) * kB * 1000 }));

describe("the verdict on a run", () => {
  test("finds nothing in a run that went well", () => {
    expect(verdictOf(outcome())).toEqual([]);
  });

  test.each([
    ["1 feed clients left", { clientsLeft: 1 }],
    ["2 timers of the plugin left", { settled: { ...figures, pluginTimers: 2 } }],
    ["unhandled rejection: no", { settled: { ...figures, unhandled: ["rejection: no"] } }],
    ["the plugin logged 14 lines, limit 13", { settled: { ...figures, logLines: 14 } }],
    [
      "the heap grows by 500 kB a minute, limit 400",
      { memory: { heap: growing(500), rss: growing(0) } },
    ],
    [
      "resident memory grows by 7000 kB a minute, limit 6000",
      { memory: { heap: growing(0), rss: growing(7000) } },
    ],
  ])("says: %s", (sentence, changes) => {
    expect(verdictOf(outcome(changes))).toEqual([sentence]);
  });

  test("takes so many lines of the log as each of its reloads and faults may bring", () => {
    expect(verdictOf(outcome({ settled: { ...figures, logLines: 13 } }))).toEqual([]);
    const ledger = new Ledger();
    for (let i = 0; i < 8; i++) ledger.answered("reloads");
    for (let i = 0; i < 4; i++) ledger.answered("faults");
    // A minute's run logs 36; one that tells every crossing of the capacity logged 174.
    expect(logLinesAllowed({ plan: planOf(60), ledger })).toBe(46);
    const rare = planOf(600, { reloadEveryMs: 150_000 });
    expect(logLinesAllowed({ plan: rare, ledger })).toBe(10 * (1 + 3 * 2) + 16);
  });

  test("says what a run never came to, since that proves nothing", () => {
    const verdict = verdictOf(outcome({ ledger: new Ledger() }));
    expect(verdict).toContain("the run never came to: feed 200");
  });

  test("keeps few problems in words, and counts all", () => {
    const { ledger } = outcome();
    for (let i = 0; i < 100; i++) ledger.problem(`problem ${i}`);
    const verdict = verdictOf(outcome({ ledger })).filter((line) => !line.includes("never"));
    expect([verdict.length, verdict.at(-1)]).toEqual([21, "100 in all"]);
  });
});

describe("the slope of memory", () => {
  test("is not moved by a few outliers", () => {
    const points = growing(100).map((p, i) => (i % 10 === 0 ? { ...p, value: 1e9 } : p));
    expect(slopePerMinute(points)).toBeWithin(90_000, 110_000);
  });

  test("is 0 of nothing", () => {
    expect(slopePerMinute([])).toBe(0);
  });
});

describe("the watch on counters", () => {
  const text = (value: number) => `# TYPE x_total counter\nx_total{a="b"} ${value}\n`;

  test("tells of one that falls, and of no other", () => {
    const counters = new Monotone();
    expect([1, 5, 5, 4].map((value) => counters.next(text(value)))).toEqual([
      [],
      [],
      [],
      ['x_total{"a":"b"} fell from 5 to 4'],
    ]);
  });
});

describe("the judge of refusals", () => {
  const answer = (asked: Endpoint, status: number, body: string) => ({
    ...{ status, body, url: "http://host/" },
    headers: new Headers(fixedHeaders(asked, status)),
  });
  const failing = { fault: "everything", steady: true } as const;

  test.each([
    [500, '{"error":"no"}'],
    [503, "Error: at /home/x.ts:1"],
    [200, '{"pool":{}}'],
  ])("refuses %d %s", (status, body) => {
    const either = { fault: undefined, steady: false };
    expect(() => judge("json", answer("json", status, body), either)).toThrow();
  });

  test("takes an honest 503", () => {
    judge("json", answer("json", 503, '{"error":"not now"}'), failing);
    judge("prometheus", answer("prometheus", 503, "not now\n"), failing);
  });
});

test("a chunked body comes out whole, wherever it was cut", () => {
  const text = "5\r\nhello\r\nb\r\n, all of it\r\n0\r\n\r\n";
  const chunks = new Dechunker();
  const ends: boolean[] = [];
  const content = [...text].map((char) => {
    ends.push(chunks.ended);
    return chunks.push(char);
  });
  expect(content.join("")).toBe("hello, all of it");
  expect([ends.includes(true), chunks.ended]).toEqual([false, true]);
});
