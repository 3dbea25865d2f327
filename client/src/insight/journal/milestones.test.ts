import { describe, expect, test } from "bun:test";
import type { ActivitySample } from "../../data/feed/state.ts";
import type { JournalEntry, NewEntry } from "./entries.ts";
import { milestonesOf } from "./milestones.ts";

const entries = (...added: Partial<NewEntry>[]) =>
  added.map((entry, id) => ({ id, from: null, link: null, ...entry }) as JournalEntry);
const failures = (...held: [second: number, failures: number, instance?: string][]) =>
  held.map(
    ([second, heldFailures, instance = "a"]): ActivitySample => ({
      t: second * 1_000,
      timestamp: "",
      heldFailures,
      instance,
    }),
  );
const inShort = (...given: Parameters<typeof milestonesOf>) =>
  milestonesOf(...given).map(({ t, kind, app }) => [t / 1_000, kind, app].join(" ").trim());

describe("the charts' milestones", () => {
  test("are failures, versions and restarts of the journal, oldest first", () => {
    const journal = entries(
      { kind: "restarted", t: 30_000 },
      { kind: "created", app: "shop@1", worker: "a", t: 25_000 },
      { kind: "version", app: "shop@2", t: 20_000 },
      { kind: "failed", app: "shop@1", worker: "a", t: 10_000 },
    );
    expect(inShort(journal, [], 31_000, 0)).toEqual([
      ...["10 failed shop@1", "20 version shop@2", "30 restarted"],
    ]);
  });

  test("include the process's start if the journal has missed it", () => {
    expect(inShort([], [], 5_000, 60_000)).toEqual(["5 restarted"]);
    expect(inShort([], [], null, null)).toEqual([]);
  });

  test("begin with failures from the server's history, without an app", () => {
    const journal = entries({ kind: "failed", app: "shop@1", worker: "a", t: 60_000 });
    const history = failures([10, 0], [20, 1], [30, 1], [40, 0], [50, 1], [60, 2]);
    expect(inShort(journal, history, null, 55_000)).toEqual([
      ...["20 failed", "50 failed", "60 failed shop@1"],
    ]);
  });

  test("don't include failures from before the history, or of another process", () => {
    expect(inShort([], failures([10, 3], [20, 3]), null, null)).toEqual([]);
    expect(inShort([], failures([10, 0, "a"], [20, 3, "b"]), null, null)).toEqual([]);
  });
});
