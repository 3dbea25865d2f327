import { describe, expect, test } from "bun:test";
import { evidenceOf, FULL, find, kinds, POOL, QUEUE, verdict } from "./testScene.ts";
import { verdictOf } from "./verdict.ts";

describe("the pool", () => {
  const churn = (evictions: number, requests = 100) => ({
    0: { evictions: 0, requests: 0 },
    60: { evictions, requests },
  });

  test("thrashes when 10 % of requests evict a worker, and is exhausted when it is full and 25 % do", () => {
    expect(verdict({ activity: churn(14), pool: FULL }).alarms.get("busy")).toBe("warning");
    expect(kinds(verdict({ activity: churn(14) }).worst)).toEqual([]);
    expect(kinds(verdict({ activity: churn(15) }).worst)).toEqual(["thrash warning"]);
    expect(kinds(verdict({ activity: churn(15, 150) }).worst)).toEqual([]);
    expect(kinds(verdict({ activity: churn(26) }).worst)).toEqual(["thrash warning"]);
    expect(kinds(verdict({ activity: churn(26), pool: FULL }).worst)).toEqual([
      "exhausted critical",
    ]);
  });

  test("is under pressure when more than 80 % of it is in use and requests wait", () => {
    const waiting = { 0: { ephemeral: { ...QUEUE, queueDepth: 2 } }, 1: {} };
    expect(kinds(verdict({ activity: waiting, pool: FULL }).worst)).toEqual(["pressure warning"]);
    expect(kinds(verdict({ activity: waiting }).worst)).toEqual([]);
    const creating = { ...FULL, active: 5, creating: 1, utilization: 5 / 6 };
    expect(find({ pool: creating }, "pressure")).toMatchObject({ active: 5, size: 6 });
  });

  test("has no workers when there were some, and requests get none", () => {
    const activity = {
      0: { requests: 0, servedRequests: 0 },
      60: { requests: 10, servedRequests: 4 },
    };
    const empty = { ...POOL, active: 0, idle: 0, total: 0, utilization: 0 };
    const evidence = evidenceOf({ activity, pool: empty });
    expect(verdictOf(evidence).status).toBe("ok");
    const had = [{ ...POOL, t: 0 }, ...evidence.pool];
    expect(kinds(verdictOf({ ...evidence, pool: had }).worst)).toEqual(["noWorkers critical"]);
  });

  test("has a queue that is filling above 80 %, and full from 95 %", () => {
    const depth = (queueDepth: number) => ({ ephemeral: { ...QUEUE, queueDepth } });
    const filling = { activity: { 0: depth(80), 1: depth(81), 2: depth(94) } };
    expect(verdict(filling).worst).toMatchObject([
      { kind: "queueFilling", severity: "warning", depth: 94, limit: 100, since: 1_000 },
    ]);
    expect(kinds(verdict({ activity: { 0: depth(95) } }).worst)).toEqual(["queueFull critical"]);
    expect(verdict({ activity: { 0: depth(80) } }).status).toBe("ok");
  });
});
