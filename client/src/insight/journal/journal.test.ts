import { describe, expect, test } from "bun:test";
import type { ActivityResponse, PoolMetrics, WorkerRow } from "../../../../server/types.ts";
import { testRow } from "../../data/stats/testRows.ts";
import type { JournalEntry, Observation } from "./entries.ts";
import { EMPTY_JOURNAL, entriesOfApp, MAX_ENTRIES, nextJournal } from "./journal.ts";

type Row = Partial<WorkerRow> & { id: string };

/** An observation at a second, of a process that began long ago. */
function at(second: number, rows: Row[], more: Partial<Observation> = {}): Observation {
  const workers = rows.map((row) => testRow({ uptime: 9_999, ...row }));
  return { t: second * 1_000, workers, afterGap: false, instance: "p", ...more };
}

const journalOf = (...observations: Observation[]) =>
  observations.reduce(nextJournal, EMPTY_JOURNAL).entries;
const inShort = (entries: readonly JournalEntry[]) =>
  entries.map((entry) => {
    const { kind, from, t } = entry;
    const subject = "worker" in entry ? entry.worker : "app" in entry ? entry.app : "";
    const time = from === null ? t / 1_000 : `${from / 1_000}-${t / 1_000}`;
    return [kind, subject, time].filter((part) => part !== "").join(" ");
  });
const totals = (activity: Partial<ActivityResponse>) => ({
  activity: { evictions: 0, retired: 0, unaccounted: 0, timestamp: "", ...activity },
});
const pool = (total: number): { pool: PoolMetrics } => ({
  pool: { size: 6, active: total, idle: 0, creating: 0, total, utilization: total / 6 },
});

describe("workers", () => {
  test("are recorded with the time of their spawn", () => {
    const entries = journalOf(at(2, []), at(4, [{ id: "a", uptime: 1.5 }]), at(6, [{ id: "a" }]));
    expect(inShort(entries)).toEqual(["created a 2.5"]);
    expect(entries[0]?.link).toEqual({ id: "a", search: {} });
  });

  test("spawned in the last 15 minutes are there from the start, but not older ones or history", () => {
    const history = { id: "shop@1.0.0", state: "terminated", uptime: 0 } as const;
    const rows = [{ id: "a", uptime: 899 }, { id: "b", uptime: 1_000 }, history];
    expect(inShort(journalOf(at(1_000, rows)))).toEqual(["created a 101"]);
  });

  test("that fail are recorded once, with or without an earlier reading", () => {
    const failed = (id: string) => ({ id, state: "terminated", failed: true, uptime: 0 }) as const;
    const entries = journalOf(
      at(0, [{ id: "a" }]),
      at(2, [failed("a")]),
      at(4, [failed("a"), failed("b")]),
      at(6, [failed("b")]),
    );
    expect(inShort(entries)).toEqual(["failed b 4", "failed a 2"]);
  });

  test("that block and unblock are recorded; an unknown state in between is not", () => {
    const entries = journalOf(
      at(0, [{ id: "a", blocked: false }]),
      at(2, [{ id: "a", blocked: true }]),
      at(4, [{ id: "a", blocked: true }]),
      at(6, [{ id: "a", blocked: false }]),
      at(8, [{ id: "a" }]),
    );
    expect(inShort(entries)).toEqual(["unblocked a 6", "blocked a 2"]);
  });

  test("that end are recorded, with how they ended if the pool's totals show it", () => {
    const how = (...activities: Partial<ActivityResponse>[]) => {
      const [first = {}, second = {}] = activities;
      const rows = [{ id: "a" }, { id: "b" }];
      const entries = journalOf(at(0, rows, totals(first)), at(2, [], totals(second)));
      expect(inShort(entries)).toEqual(["ended b 2", "ended a 2"]);
      return entries.map((entry) => entry.kind === "ended" && entry.how);
    };
    expect(how({}, { retired: 2 })).toEqual(["retired", "retired"]);
    expect(how({ retired: 5 }, { retired: 7, evictions: 2 })).toEqual(["evicted", "evicted"]);
    expect(how({}, { unaccounted: 2 })).toEqual(["lost", "lost"]);
    expect(how({}, { retired: 2, evictions: 1 })).toEqual([null, null]);
    expect(how({}, { retired: 1 })).toEqual([null, null]);
    expect(how({ retired: 1 }, {})).toEqual([null, null]);
  });

  test("that leave their history behind have ended", () => {
    const history = { id: "shop@1.0.0", state: "terminated", uptime: 0 } as const;
    const entries = journalOf(at(0, [{ id: "a" }]), at(2, [history]), at(4, [history]), at(6, []));
    expect(inShort(entries)).toEqual(["ended a 2"]);
    const again = [{ id: "shop@1.0.0", uptime: 1 }];
    expect(inShort(journalOf(at(0, [history]), at(2, again)))).toEqual(["created shop@1.0.0 1"]);
    const kept = { id: "a", state: "terminated", uptime: 0 } as const;
    expect(inShort(journalOf(at(0, [{ id: "a" }]), at(2, [kept])))).toEqual(["ended a 2"]);
  });
});

describe("after a gap", () => {
  test("an event lies between two readings, but a spawn has its own time", () => {
    const after = [
      { id: "b", blocked: true },
      { id: "c", uptime: 30 },
    ];
    const entries = journalOf(
      at(0, [{ id: "a" }, { id: "b", blocked: false }]),
      at(100, after, { afterGap: true }),
      at(102, []),
    );
    expect(inShort(entries)).toEqual([
      "ended c 102",
      "ended b 102",
      "ended a 0-100",
      "blocked b 0-100",
      "created c 70",
    ]);
  });
});

describe("a restart", () => {
  test("is one entry, followed by new workers; the old ones don't end", () => {
    const next = { instance: "q", startedAt: 1_500 };
    const entries = journalOf(at(0, [{ id: "a" }]), at(4, [{ id: "b", uptime: 1 }], next));
    expect(inShort(entries)).toEqual(["created b 3", "restarted 1.5"]);
    const unknown = journalOf(at(0, [{ id: "a" }]), at(4, [], { instance: "q" }));
    expect(inShort(unknown)).toEqual(["restarted 0-4"]);
  });

  test("is recognized by the process's start if there are no instance ids", () => {
    const process = (startedAt: number) => ({ instance: undefined, startedAt });
    const entries = journalOf(
      at(0, [{ id: "a" }], process(-9_000)),
      at(2, [{ id: "a" }], process(-9_900)),
      at(4, [], process(3_000)),
    );
    expect(inShort(entries)).toEqual(["restarted 3"]);
  });

  test("is removed when the supposedly replaced process responds again", () => {
    const [first, second] = [at(0, []), at(2, [], { instance: "q" })];
    expect(inShort(journalOf(first, second))).toEqual(["restarted 0-2"]);
    expect(journalOf(first, second, at(4, []), at(6, [], { instance: "q" }))).toEqual([]);
  });

  test("is not another host behind the same balancer", () => {
    const other = { instance: "q" };
    const entries = journalOf(
      at(0, [{ id: "a" }]),
      at(2, [{ id: "x" }], other),
      at(4, [{ id: "a" }]),
      at(6, [{ id: "x" }, { id: "y", uptime: 1 }], other),
      at(8, []),
    );
    expect(inShort(entries)).toEqual(["ended a 8", "created y 5"]);
    const idle = journalOf(at(10, []), at(12, [], { ...other, startedAt: 0 }));
    expect(inShort(idle)).toEqual([]);
  });
});

test("a new version of an app is recorded once, a new app is not", () => {
  const row = (id: string, app: string) => ({ id, app });
  const entries = journalOf(
    at(0, [row("a", "@acme/shop@1.0.0")]),
    at(2, [row("a", "@acme/shop@1.0.0"), row("b", "@acme/shop@1.1.0"), row("c", "blog@1.0.0")]),
    at(4, [row("b", "@acme/shop@1.1.0"), row("c", "blog@1.0.0")]),
    at(6, [row("a", "@acme/shop@1.0.0"), row("c", "blog@1.0.0")]),
  );
  expect(inShort(entries).filter((text) => text.startsWith("version"))).toEqual([
    "version @acme/shop@1.1.0 2",
  ]);
});

test("going over capacity is recorded once, until the pool has been within it for 30 seconds", () => {
  const totals = [6, 8, 6, 9, 6, 6, 6];
  const entries = journalOf(...totals.map((total, i) => at(i * 10, [], pool(total))));
  expect(inShort(entries)).toEqual(["withinCapacity 30-60", "overCapacity 10"]);
});

test("an app's entries include those about the whole pool", () => {
  const entries = journalOf(
    at(0, []),
    at(
      2,
      [
        { id: "a", app: "a@1", uptime: 1 },
        { id: "b", app: "b@1", uptime: 1 },
      ],
      pool(9),
    ),
  );
  expect(inShort(entriesOfApp(entries, "a@1"))).toEqual(["overCapacity 2", "created a 1"]);
});

test("the newest entries are kept", () => {
  const rows = Array.from({ length: 700 }, (_, i) => ({ id: `w${i}`, uptime: 2 - i / 1_000 }));
  const entries = journalOf(at(0, []), at(2, rows));
  expect(entries).toHaveLength(MAX_ENTRIES);
  expect(entries[0]).toMatchObject({ worker: "w699", id: 700 });
});
