import { describe, expect, test } from "bun:test";
import { find, kinds, POOL, type Scene, verdict } from "./testScene.ts";

describe("a note is not a problem", () => {
  const notes = (scene: Scene) => verdict(scene).notes.map(({ kind }) => kind);

  test("a start in the last five minutes", () => {
    expect(notes({ rows: { 400: [] }, uptime: 300 })).toEqual(["started"]);
    expect(find({ rows: { 400: [] }, uptime: 300 }, "started")?.since).toBe(100_000);
    expect(verdict({ rows: { 400: [] }, uptime: 299 }).status).toBe("ok");
    expect(notes({ rows: { 400: [] }, uptime: 301 })).toEqual([]);
    const activity = { 0: { instance: "p" }, 400: { instance: "q" } };
    expect(notes({ activity, rows: { 400: [] }, uptime: 9 })).toEqual(["restarted"]);
  });

  test("polling, a pool over capacity, clocks that differ", () => {
    expect(notes({ phase: "polling" })).toEqual(["polling"]);
    expect(notes({ pool: { ...POOL, total: 9 } })).toEqual(["overCapacity"]);
    const ahead = { activity: { 5: { timestamp: new Date(2_405_000).toISOString() } } };
    expect(find(ahead, "clockSkew")).toMatchObject({ aheadMs: 2_400_000 });
    expect(notes({ activity: { 5: { timestamp: new Date(-24_000).toISOString() } } })).toEqual([]);
  });

  test("several hosts behind a balancer, which are not restarts", () => {
    const ids = ["a", "b", "a", "b", "c", "a"];
    const activity = Object.fromEntries(ids.map((instance, second) => [second, { instance }]));
    expect(find({ activity }, "instances")).toMatchObject({ count: 2 + 1 });
    expect(find({ activity }, "restartLoop")).toBeUndefined();
    const stream = { 0: { instance: "a" }, 2: { instance: "a" } };
    expect(find({ activity: stream, readings: { 1: "b" } }, "instances")).toMatchObject({
      count: 2,
    });
    expect(find({ activity: stream, readings: { 1: "a", 3: "b" } }, "instances")).toBeUndefined();
  });
});

test("more than three restarts in half an hour are a warning", () => {
  const runs = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [i * 100, { instance: `p${i}` }]));
  expect(verdict({ activity: runs(4) }).status).toBe("ok");
  expect(kinds(verdict({ activity: runs(5), uptime: 1 }).worst)).toEqual(["restartLoop warning"]);
});

test("a pool that can't be read is critical, a full feed a warning", () => {
  expect(kinds(verdict({ phase: "waiting", error: "unavailable" }).worst)).toEqual([
    "unreadable critical",
  ]);
  expect(kinds(verdict({ phase: "polling", error: "busy" }).worst)).toEqual(["feedFull warning"]);
  const refused = verdict({ phase: "polling", error: "unavailable" });
  expect(kinds([...refused.worst, ...refused.notes])).toEqual([]);
});
