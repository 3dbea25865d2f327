import { describe, expect, test } from "bun:test";
import { formatStats } from "./stats-text.ts";
import type { WorkerRow } from "./types.ts";

const pool = { size: 10, active: 9, idle: 1, creating: 0, total: 10, utilization: 0.9 };

function row(change: Partial<WorkerRow> = {}): WorkerRow {
  return {
    id: "af158a7b-6cd1-43ed-a477-8057167f83cb",
    app: "cart@3.0.0",
    state: "active",
    requests: 4,
    uptime: 8.67,
    memory: { rss: 785_322, heapUsed: 245_210 },
    memoryKnown: true,
    ...change,
  };
}

const linesOf = (...workers: WorkerRow[]) => formatStats({ pool, workers }, 12).split("\n");

describe("the table of stats", () => {
  test("begins with a line about the pool, then has aligned rows with human-readable units", () => {
    const known = { errors: 1, avgResponseTimeMs: 5.18, cpuSeconds: 725.4, idleSeconds: 1.144 };
    expect(
      linesOf(
        row(known),
        row({
          app: "@acme/billing@10.0.0-rc.1",
          state: "idle",
          requests: 1_234_567,
          uptime: 446_400,
          ...{ errors: 0, avgResponseTimeMs: 1530, cpuSeconds: 11_530, idleSeconds: 59.97 },
          memory: { rss: 52_428_800, heapUsed: 31_981_568 },
        }),
        row({ state: "terminated", memoryKnown: false, uptime: 0 }),
      ),
    ).toEqual([
      "pool of 10: 9 active, 1 idle, 0 creating, 10 in all, utilization 90%; 3 of 12 rows",
      "",
      "APP                        ID        STATE        REQS  ERRORS   MEAN     CPU      RSS     HEAP   IDLE     UP",
      "cart@3.0.0                 af158a7…  active          4       1  5.2ms  12m05s   767KiB   239KiB  1.14s  8.67s",
      "@acme/billing@10.0.0-rc.1  af158a7…  idle        1.23M       0  1.53s   3h12m  50.0MiB  30.5MiB  1m00s  5d04h",
      "cart@3.0.0                 af158a7…  terminated      4       -      -       -        -        -      -      -",
      "",
    ]);
  });

  test("has one row", () => {
    expect(formatStats({ pool, workers: [row({})] }, 1).split("\n")[0]).toEndWith("; 1 row");
  });

  test("shows blocked, failed and ephemeral in place of the state", () => {
    const rows = linesOf(row({ blocked: true }), row({ failed: true }), row({ ephemeral: true }));
    const states = rows.slice(3, 6).map((line) => line.split(/ {2,}/)[2]);
    expect(states).toEqual(["blocked", "failed", "ephemeral"]);
  });

  test("fits into 120 columns with any content, and stays aligned", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const large = row({
      app: `${"界".repeat(200)}@1`,
      requests: most,
      uptime: 999 * 86_400,
      memory: { rss: most, heapUsed: most },
      ...{ errors: most, avgResponseTimeMs: 3e9, cpuSeconds: 3e8, idleSeconds: 3e8 },
    });
    const lines = linesOf(large, row({ app: "x".repeat(5000) }), row());
    const widths = lines.map((line) => Bun.stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(120);
    expect(new Set(widths.slice(3, 6)).size).toBe(1);
    expect(lines[3]).toContain("界…");
  });

  test.each([
    [999.99 * 86_400, "999d23h"],
    [1000 * 86_400, "3y"],
    [3652.5 * 86_400, "10y"],
    [1e15, "31.7My"],
    [Number.MAX_SAFE_INTEGER, "285My"],
  ])("has a duration of %p seconds in seven columns at most: %s", (seconds, text) => {
    const times = { uptime: seconds, cpuSeconds: seconds, idleSeconds: seconds };
    const lines = linesOf(row({ ...times, avgResponseTimeMs: seconds * 1000 }), row());
    const cells = lines[3]?.split(/ {2,}/) ?? [];
    expect(cells.filter((cell) => cell === text)).toHaveLength(4);
    expect(text.length).toBeLessThanOrEqual(7);
    expect(new Set(lines.slice(2, 5).map((line) => line.length)).size).toBe(1);
    expect(lines[3]?.length).toBeLessThanOrEqual(120);
  });

  test.each([
    ["combining marks", `e${"\u0301".repeat(3000)}`],
    ["variation selectors outside the basic plane", `e${"\u{e0100}".repeat(3001)}`],
  ])("truncates a name of %s, which have no width", (_, app) => {
    const [, , , line = ""] = linesOf(row({ app, id: app }));
    expect(line).toMatch(/^e[^ ]+… +e[^ ]+… {2}active /);
    expect(line.length).toBeLessThan(120 * 5);
    expect(line.isWellFormed()).toBe(true);
  });

  test("has no control or invisible characters", () => {
    const [, , , line = ""] = linesOf(row({ app: "a\u001b[2J\n\u202eb\u200b\u0085@1" }));
    expect(line).toStartWith("a\ufffd[2J\ufffd\ufffdb\ufffd\ufffd@1 ");
  });

  test("has only the header line if there are no workers", () => {
    const lines = linesOf();
    expect(lines.slice(2)).toEqual([expect.stringMatching(/^APP {2}ID {2}STATE .*UP$/), ""]);
  });
});
