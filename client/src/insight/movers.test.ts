import { expect, test } from "bun:test";
import { testRow } from "../data/stats/testRows.ts";
import { EMPTY_LEDGER, nextLedger } from "./ledger.ts";
import { changeOf, moversOf } from "./movers.ts";

type Figures = [requests: number, errors: number, cpuSeconds: number, rss: number, avg: number];

/** The ledger after readings a minute apart, of apps by name. */
function ledgerOf(...readings: Record<string, Figures>[]) {
  return readings.reduce((ledger, apps, index) => {
    const workers = Object.entries(apps).map(
      ([app, [requests, errors, cpuSeconds, rss, avgResponseTimeMs]]) => {
        const memory = { rss, heapUsed: 0 };
        const figures = { requests, errors, cpuSeconds, memory, avgResponseTimeMs };
        return testRow({ id: app, app, state: "active", uptime: 9_999, ...figures });
      },
    );
    return nextLedger(ledger, { t: index * 60_000, workers, afterGap: false });
  }, EMPTY_LEDGER);
}

test("apps are ranked over the window, with their values over the previous one", () => {
  const ledger = ledgerOf(
    { a: [900, 9, 5, 10, 10], b: [0, 0, 0, 50, 10] },
    { a: [960, 9, 5, 10, 10], b: [0, 0, 0, 60, 10] },
    { a: [990, 9, 8, 10, 10], b: [120, 60, 30, 70, 40] },
  );
  const { requests, errors, cpu, memory, response } = moversOf(ledger, 60_000);
  expect(requests).toEqual([
    { app: "b", value: 2, before: 0 },
    { app: "a", value: 0.5, before: 1 },
  ]);
  expect(errors).toEqual([{ app: "b", value: 1, before: 0 }]);
  expect(cpu.map(({ app, value }) => [app, value])).toEqual([
    ["b", 0.5],
    ["a", 0.05],
  ]);
  expect(memory).toEqual([
    { app: "b", value: 70, before: 60 },
    { app: "a", value: 10, before: 10 },
  ]);
  expect(response.map(({ app, before }) => [app, before])).toEqual([
    ["b", null],
    ["a", 10],
  ]);
});

test("a ranking is limited, and empty before the second reading", () => {
  const apps = (requests: number) =>
    Object.fromEntries(
      Array.from({ length: 9 }, (_, i): [string, Figures] => [
        `app${i}`,
        [requests * i, 0, 0, 0, 0],
      ]),
    );
  const { requests } = moversOf(ledgerOf(apps(0), apps(1)), 60_000, 3);
  expect(requests.map(({ app }) => app)).toEqual(["app8", "app7", "app6"]);
  expect(requests[0]?.before).toBeNull();
  expect(moversOf(ledgerOf(apps(5)), 60_000).requests).toEqual([]);
});

test("a change is relative, and unknown if there was nothing before", () => {
  expect(changeOf({ app: "a", value: 3, before: 2 })).toBe(0.5);
  expect(changeOf({ app: "a", value: 3, before: 0 })).toBeNull();
  expect(changeOf({ app: "a", value: 3, before: null })).toBeNull();
});
