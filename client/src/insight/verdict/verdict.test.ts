import { describe, expect, test } from "bun:test";
import { EMPTY_LEDGER } from "../ledger.ts";
import { evidenceOf, FULL, type Row, verdict } from "./testScene.ts";
import { verdictOf } from "./verdict.ts";

describe("nothing is wrong", () => {
  test("on a host whose pool is full but idle", () => {
    const still = { requests: 5_000, evictions: 40, servedRequests: 5_000, errors: 3 };
    const rows = [{ id: "a", requests: 900, errors: 3, avgResponseTimeMs: 20 }];
    const scene = { activity: { 0: still, 300: still }, pool: FULL, rows: { 0: rows, 300: rows } };
    expect(verdict(scene)).toEqual({
      status: "ok",
      isEarly: false,
      worst: [],
      more: 0,
      notes: [],
      alarms: new Map(),
    });
  });

  test("is early until a minute of response times can be compared with earlier ones", () => {
    expect(verdict({ rows: { 0: [], 59: [] } })).toMatchObject({ status: "ok", isEarly: true });
    expect(verdict({ rows: { 0: [], 60: [] } })).toMatchObject({ status: "ok", isEarly: false });
  });

  test("is not stated without current numbers", () => {
    expect(verdictOf({ ...evidenceOf({}), ledger: EMPTY_LEDGER }).status).toBe("unknown");
    expect(verdictOf({ ...evidenceOf({}), pool: [] }).status).toBe("unknown");
    expect(verdict({ phase: "stale" }).status).toBe("unknown");
    expect(verdict({ phase: "polling" }).status).toBe("ok");
    expect(verdict({ phase: "paused" }).status).toBe("ok");
  });
});

test("the three worst facts are listed: critical ones first, then by weight", () => {
  const failing = (id: string, errors: number): Row => ({
    id,
    app: id,
    requests: 40,
    errors,
    uptime: 60,
  });
  const rows = { 0: [failing("a", 3), failing("b", 20), failing("c", 39), failing("d", 4)] };
  const { worst, more } = verdict({ rows });
  expect(worst.map((fact) => "app" in fact && fact.app)).toEqual(["c", "b", "d"]);
  expect(more).toBe(1);
});
