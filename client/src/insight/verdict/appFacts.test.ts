import { describe, expect, test } from "bun:test";
import { find, kinds, verdict } from "./testScene.ts";

describe("an app fails", () => {
  const rows = (errors: number, requests = 500) => [
    { id: "a", app: "checkout@2.1.0", requests, errors },
  ];

  test("when more than 5 % of 20 requests do; with ten errors it is critical", () => {
    const scene = { rows: { 0: rows(100), 200: rows(104, 579), 240: rows(105, 600) } };
    expect(verdict(scene).status).toBe("ok");
    const failing = { rows: { 0: rows(100), 200: rows(104, 579), 240: rows(106, 600) } };
    expect(find(failing, "failing")).toEqual({
      kind: "failing",
      app: "checkout@2.1.0",
      errors: 6,
      requests: 100,
      seconds: 240,
      severity: "warning",
      weight: 6 / 100,
      since: null,
      link: { search: { app: "checkout@2.1.0", trouble: "errors" } },
      vital: "errorRate",
    });
    const more = { rows: { 0: rows(100), 200: rows(104, 579), 240: rows(110, 600) } };
    expect(find(more, "failing")?.severity).toBe("critical");
  });

  test("when all of a few requests within half an hour do", () => {
    const few = { 0: rows(0, 0), 600: rows(1, 1), 1200: rows(2, 2), 1700: rows(3, 3) };
    expect(find({ rows: few }, "failing")).toMatchObject({ errors: 3, requests: 3 });
    expect(verdict({ rows: { ...few, 1700: rows(2, 3) } }).status).toBe("ok");
  });

  test("at the first reading, if its worker is young", () => {
    const young = { 0: [{ id: "a", requests: 38, errors: 38, uptime: 120 }] };
    expect(find({ rows: young }, "failing")).toMatchObject({
      errors: 38,
      requests: 38,
      seconds: 120,
    });
    expect(verdict({ rows: { 0: rows(38, 38) } }).status).toBe("ok");
  });

  test("since an unknown time if that was before the first reading", () => {
    const old = { 0: [{ id: "a", requests: 595, errors: 595, uptime: 480 }] };
    expect(find({ rows: old }, "failing")).toMatchObject({ seconds: 480, since: null });
  });

  test("since the start of the present run of errors", () => {
    const at = (second: number, errors: number) => ({ [second]: rows(errors, 500 + second) });
    const scene = {
      rows: {
        ...at(0, 1),
        ...at(20, 1),
        ...at(700, 1),
        ...at(720, 40),
        ...at(740, 70),
        ...at(760, 70),
      },
    };
    expect(find(scene, "failing")?.since).toBe(720_000);
  });

  test("is reported for all requests together if no single app stands out", () => {
    const from = { servedRequests: 0, errors: 0 };
    const scene = { activity: { 0: from, 60: { servedRequests: 100, errors: 30 } } };
    expect(find(scene, "failing")).toMatchObject({ app: null, errors: 30, requests: 100 });
    const known = { ...scene, rows: { 0: rows(0, 0), 60: rows(30, 30) } };
    expect(verdict(known).worst.map((fact) => "app" in fact && fact.app)).toEqual([
      "checkout@2.1.0",
    ]);
  });
});

describe("an app is slow", () => {
  const rows = (requests: number, avgResponseTimeMs: number) => [
    { id: "a", requests, avgResponseTimeMs },
  ];

  test("when its mean is three times the earlier one, and noticeable", () => {
    const slow = { rows: { 0: rows(100, 100), 30: rows(110, 310 / 1.1) } };
    expect(find(slow, "slow")).toMatchObject({
      meanMs: 2_100,
      earlierMs: 100,
      severity: "warning",
    });
    expect(verdict({ rows: { 0: rows(100, 100), 30: rows(110, 115) } }).status).toBe("ok");
    expect(verdict({ rows: { 0: rows(100, 2), 30: rows(110, 20) } }).status).toBe("ok");
  });

  test("but not by one outlier, or without an earlier mean", () => {
    expect(verdict({ rows: { 0: rows(100, 100), 30: rows(109, 280) } }).status).toBe("ok");
    expect(verdict({ rows: { 0: rows(40, 100), 30: rows(50, 500) } }).status).toBe("ok");
  });
});

describe("workers", () => {
  const failed = { state: "terminated", failed: true, uptime: 0 } as const;

  test("that failed are one warning per app, with the time when it was first seen", () => {
    const scene = { rows: { 0: [], 2: [{ id: "a", ...failed }], 4: [{ id: "a", ...failed }] } };
    expect(verdict(scene).worst).toMatchObject([
      { kind: "failed", severity: "warning", workers: 1, since: 2_000, link: { id: "a" } },
    ]);
    const two = verdict({
      rows: {
        0: [
          { id: "a", ...failed },
          { id: "b", ...failed },
        ],
      },
    }).worst;
    expect(two).toMatchObject([
      { workers: 2, since: null, link: { search: { trouble: "failed" } } },
    ]);
  });

  test("that fail three times in ten minutes are a crash loop, which includes its errors", () => {
    const rows = Object.fromEntries(
      ["a", "b", "c"].map((id, i) => [i * 100, [{ id, ...failed, requests: 30, errors: 30 }]]),
    );
    expect(kinds(verdict({ rows }).worst)).toEqual(["failing critical", "failed warning"]);
    const four = { ...rows, 300: [{ id: "d", ...failed, requests: 30, errors: 30 }] };
    expect(kinds(verdict({ rows: four }).worst)).toEqual(["crashLoop critical"]);
    expect(find({ rows: four }, "crashLoop")).toMatchObject({ failures: 3, since: 100_000 });
    const later = { ...four, 901: [{ id: "d", ...failed, requests: 30, errors: 30 }] };
    expect(find({ rows: later }, "crashLoop")).toBeUndefined();
  });

  test("that are blocked are critical after 30 seconds", () => {
    const blocked = (sampledSecondsAgo: number) => ({
      rows: { 100: [{ id: "a", blocked: true, sampledSecondsAgo }] },
    });
    expect(verdict(blocked(29)).worst).toMatchObject([
      { kind: "blocked", severity: "warning", since: 71_000, link: { id: "a", search: {} } },
    ]);
    expect(find(blocked(30), "blocked")?.severity).toBe("critical");
  });
});
