import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { runs } from "../testing/fuzz.ts";
import { BadQuery } from "./query.ts";
import { narrow, parseStatsQuery } from "./stats-query.ts";
import type { WorkerRow } from "./types.ts";

function row(id: string, change: Partial<WorkerRow> = {}): WorkerRow {
  const memory = { memory: { rss: 0, heapUsed: 0 }, memoryKnown: false };
  return { id, app: "a@1", state: "active", requests: 0, uptime: 0, ...memory, ...change };
}

function memory(rss: number, heapUsed: number): Partial<WorkerRow> {
  return { memory: { rss, heapUsed }, memoryKnown: true };
}

const rows = (["active", "idle"] as const).flatMap((state) =>
  ["a@1", "b@1"].map((app) => row(`${app}-${state}`, { app, state })),
);

const idsBy = (query: string, of = rows) =>
  narrow(of, parseStatsQuery(new URLSearchParams(query))).map(({ id }) => id);

describe("a query of stats", () => {
  test.each([
    ["", ["a@1-active", "b@1-active", "a@1-idle", "b@1-idle"]],
    ["app=b%401", ["b@1-active", "b@1-idle"]],
    ["state=idle", ["a@1-idle", "b@1-idle"]],
    ["limit=2", ["a@1-active", "b@1-active"]],
    ["limit=0", []],
    ["app=b%401&state=active&limit=5", ["b@1-active"]],
    ["app=nobody", []],
    ["sort=id", ["a@1-active", "a@1-idle", "b@1-active", "b@1-idle"]],
    ["sort=-app&limit=3", ["b@1-active", "b@1-idle", "a@1-active"]],
    ["sort=-cpu&state=active&format=json", ["a@1-active", "b@1-active"]],
    ["_=1764410000&limit=1&__proto__=x", ["a@1-active"]],
  ])("%p selects and orders rows", (query, ids) => expect(idsBy(query)).toEqual(ids));

  test("orders rows by a column, those without a value last in either direction", () => {
    const some = [
      row("x", { requests: 2, memory: { rss: 9, heapUsed: 9 } }),
      row("y", { requests: 10, cpuSeconds: 1, ...memory(1, 5), failed: true }),
      row("z", { requests: 1, cpuSeconds: 2, ...memory(2, 4), blocked: false }),
    ];
    const orders = {
      ...{ requests: "zxy", "-requests": "yxz", "-state": "xyz" },
      ...{ cpu: "yzx", "-cpu": "zyx", cpuSeconds: "yzx" },
      ...{ memory: "yzx", "-memory": "zyx", "-rss": "zyx", heapUsed: "zyx", "-heapUsed": "yzx" },
      ...{ failed: "xzy", "-failed": "yxz", "-ephemeral": "xyz", blocked: "zxy" },
    };
    for (const [sort, ids] of Object.entries(orders)) {
      expect([sort, idsBy(`sort=${sort}`, some).join("")]).toEqual([sort, ids]);
    }
  });

  const states = '"state" must be one of creating, ready, active, idle, terminated, got';
  const limit = '"limit" must be a whole number of at least 0, got';
  test.each<[string, string | RegExp]>([
    ["sort=cpus", /^"sort" must be a column, with - before it for descending: id, .*, got "cpus"$/],
    ["sort=--id", /^"sort" must be .* got "--id"$/],
    ["sort=", /^"sort" must be .* got ""$/],
    ["format=csv", '"format" must be json or text, got "csv"'],
    ["state=busy", `${states} "busy"`],
    [`state=${"y".repeat(101)}`, `${states} "${"y".repeat(99)}…`],
    ["limit=-1", `${limit} "-1"`],
    ["limit=ten", `${limit} "ten"`],
    ["limit=1234567890", `${limit} "1234567890"`],
    ["limit=", `${limit} ""`],
    ["limit=1&limit=2", '"limit" must be given only once, got "2"'],
    ["app=", '"app" must be an app\'s name and version, got ""'],
  ])("%p is refused with the expected and the actual value", (query, message) => {
    expect(() => idsBy(query)).toThrow(BadQuery);
    expect(() => idsBy(query)).toThrow(message);
  });

  test("selects rows or is refused, for any input", () => {
    const part = fc.oneof(
      fc.constantFrom("app", "state", "sort", "limit", "idle", "a@1", "-cpu", "3", "1e3"),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    const property = fc.property(fc.array(fc.tuple(part, part), { maxLength: 4 }), (pairs) => {
      try {
        const params = pairs.map((pair) => pair.map((text) => text.toWellFormed()));
        const selected = narrow(rows, parseStatsQuery(new URLSearchParams(params)));
        expect(rows).toEqual(expect.arrayContaining(selected));
      } catch (error) {
        expect(error).toBeInstanceOf(BadQuery);
      }
    });
    fc.assert(property, runs(1000));
  });
});
