import { describe, expect, test } from "bun:test";
import { find, kinds, verdict } from "./testScene.ts";

describe("workers", () => {
  const failed = { state: "terminated", failed: true, uptime: 0 } as const;

  test("that failed are a warning, each app once, with when it was seen", () => {
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

  test("that fail three times in ten minutes are a crash loop, which stands for its errors too", () => {
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
