import { describe, expect, test } from "bun:test";
import { fail } from "../../testing/hostile.ts";
import { nextTurn } from "../../testing/turns.ts";
import { PartError } from "./calls.ts";
import { PoolReader } from "./reader.ts";

const documentedMetrics = { size: 9, active: 2, idle: 1, creating: 0, total: 3 };
const documentedRow = { id: "a", app: "a@1", state: "active", requests: 4, uptime: 1 };
const buntimeMetrics = { activeWorkers: 1, totalRequests: 7 };
const buntimeRows = { "b@1": { status: "idle", requestCount: 5 } };

/** A pool whose methods return or throw the given values. */
class ChangingPool {
  calls = 0;

  constructor(
    public metrics: unknown,
    public rows: unknown,
  ) {}

  getMetrics(): unknown {
    this.calls++;
    return this.metrics === fail ? fail() : this.metrics;
  }

  getWorkerStats(): unknown {
    this.calls++;
    return this.rows === fail ? fail() : this.rows;
  }
}

describe("one turn of the event loop", () => {
  test("has one snapshot with one call of each method, and the next turn another", async () => {
    const pool = new ChangingPool(buntimeMetrics, buntimeRows);
    const reader = new PoolReader(pool);
    const first = reader.read();
    for (const part of ["rows", "apps", "totals", "rows", "apps", "totals"] as const) first[part]();
    expect(await Promise.resolve().then(() => reader.read())).toBe(first);
    expect(pool.calls).toBe(2);
    expect(first.rows()).toBe(first.rows());
    await nextTurn();
    expect(reader.read()).not.toBe(first);
  });

  test("has one error, and the next turn another", async () => {
    const pool = new ChangingPool(fail, fail);
    const reader = new PoolReader(pool);
    expect(() => reader.read()).toThrow(PartError);
    expect(() => reader.read()).toThrow(PartError);
    expect(pool.calls).toBe(2);
    Object.assign(pool, { metrics: documentedMetrics });
    await nextTurn();
    expect(reader.read().pool.active).toBe(2);
  });
});

describe("the shape of a pool is detected again when", () => {
  test("its first results were empty", async () => {
    const pool = new ChangingPool({}, {});
    const reader = new PoolReader(pool);
    expect(reader.read().pool.active).toBe(0);
    pool.metrics = documentedMetrics;
    await nextTurn();
    expect(reader.read().pool.active).toBe(2);
  });

  test("it returned Buntime's rows first and then a list, whatever its metrics", async () => {
    for (const metrics of [buntimeMetrics, documentedMetrics, {}, fail]) {
      const pool = new ChangingPool(buntimeMetrics, buntimeRows);
      const reader = new PoolReader(pool);
      expect(reader.read().rows()).toMatchObject([{ app: "b@1", requests: 5 }]);
      Object.assign(pool, { metrics, rows: [documentedRow] });
      for (let turn = 0; turn < 3; turn++) {
        await nextTurn();
        expect(reader.read().rows()).toMatchObject([{ app: "a@1", requests: 4 }]);
        expect(reader.read().pool.active).toBe(metrics === documentedMetrics ? 2 : 1);
      }
    }
  });

  test("it returned a list first and then Buntime's rows", async () => {
    const pool = new ChangingPool(documentedMetrics, [documentedRow]);
    const reader = new PoolReader(pool);
    expect(reader.read().rows()).toMatchObject([{ app: "a@1" }]);
    Object.assign(pool, { metrics: buntimeMetrics, rows: buntimeRows });
    await nextTurn();
    expect(reader.read().pool).toMatchObject({ active: 0, idle: 1 });
    expect(reader.read().rows()).toMatchObject([{ app: "b@1" }]);
  });

  test("only the rows of a pool with a cache turn out to be a list, from the next turn on", async () => {
    const pool = Object.assign(new ChangingPool(buntimeMetrics, buntimeRows), { cache: new Map() });
    const reader = new PoolReader(pool);
    reader.read().rows();
    pool.rows = [documentedRow];
    await nextTurn();
    reader.read().rows();
    await nextTurn();
    expect(reader.read().rows()).toMatchObject([{ app: "a@1" }]);
  });
});

test("the size that a pool reports itself stays while its metrics can't be read, but not beyond its shape", async () => {
  const pool = new ChangingPool(documentedMetrics, [documentedRow]);
  const reader = new PoolReader(pool, { poolSize: 5 });
  const sizes: number[] = [];
  for (const parts of [{}, { metrics: fail }, { metrics: buntimeMetrics, rows: buntimeRows }]) {
    Object.assign(pool, parts);
    sizes.push(reader.read().pool.size);
    await nextTurn();
  }
  expect(sizes).toEqual([9, 9, 5]);
});

test("getMetrics() of a pool of a known shape isn't called where its cache suffices", async () => {
  const pool = Object.assign(new ChangingPool(buntimeMetrics, buntimeRows), { cache: new Map() });
  const reader = new PoolReader(pool);
  reader.read();
  const { calls } = pool;
  await nextTurn();
  reader.read();
  expect(pool.calls).toBe(calls);
});
