import { describe, expect, test } from "bun:test";
import { AppCounts } from "./app-counts.ts";
import { AppCpu } from "./app-cpu.ts";

/** Reads one app, whose workers' last figures are known by worker. */
function setUp() {
  const counts = new AppCounts();
  const cpu = new AppCpu();
  const last = new Map<object, number>();
  const read = (worker?: object, seconds?: number) => {
    if (worker && seconds !== undefined) last.set(worker, seconds);
    cpu.next(seconds, worker, (of) => last.get(of), counts);
    return counts.cpuSeconds;
  };
  return { counts, cpu, last, read };
}

describe("the CPU time of an app", () => {
  test("is that of its worker since spawn", () => {
    const { read } = setUp();
    const worker = {};
    expect([read(worker, 0.25), read(worker, 0.75)]).toEqual([0.25, 0.75]);
  });

  test("includes ended workers and their successors", () => {
    const { read } = setUp();
    read({}, 40);
    expect([read(), read({}, 0.5), read({}, 41)]).toEqual([40, 40.5, 81.5]);
  });

  test("includes the last sample of an ended worker", () => {
    const { last, read } = setUp();
    const worker = {};
    read(worker, 1);
    last.set(worker, 3);
    expect(read({}, 0.5)).toBe(3.5);
  });

  test("stays while unknown, and is absent before it is known", () => {
    const { read } = setUp();
    const worker = {};
    expect([read(worker), read(worker, 2), read(worker), read(worker, 2.5)]).toEqual([
      undefined,
      2,
      2,
      2.5,
    ]);
  });

  test("never falls: a lower sum over workers without instances adds nothing", () => {
    const { read } = setUp();
    expect([15, 5, 6].map((seconds) => read(undefined, seconds))).toEqual([15, 15, 16]);
  });

  test("continues from another pool's figures without adding them", () => {
    const { cpu, read } = setUp();
    read({}, 10);
    const worker = {};
    cpu.resume(500, worker);
    expect(read(worker, 501)).toBe(11);
  });

  test("is in whole milliseconds, even as a sum of many", () => {
    const { read } = setUp();
    for (let worker = 0; worker < 30; worker++) read({}, 0.1);
    expect(read()).toBe(3);
  });
});
