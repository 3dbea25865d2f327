import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { closeSync, openSync, readdirSync } from "node:fs";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { DESCRIPTORS_MS, Descriptors } from "./descriptors.ts";

// bun:test itself may open and close descriptors during these tests.
const SLACK = 5;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe.skipIf(process.platform !== "linux")("the descriptors of this process", () => {
  test.each([
    ["the size of their folder", undefined],
    ["a listing, if the folder has no size", () => 0],
  ])("are counted by %s", (_, sizeOf) => {
    const open = () => new Descriptors("/proc/self", sizeOf).read().open ?? Number.NaN;
    const before = open();
    expect(Math.abs(before - (readdirSync("/proc/self/fd").length - 1))).toBeLessThan(SLACK);
    const files = Array.from({ length: 50 }, () => openSync("/dev/null", "r"));
    expect(Math.abs(open() - before - 50)).toBeLessThan(SLACK);
    for (const file of files) closeSync(file);
    expect(Math.abs(open() - before)).toBeLessThan(SLACK);
  });

  test("are not opened by counting", () => {
    const count = () => readdirSync("/proc/self/fd").length;
    const before = count();
    for (let reading = 0; reading < 100; reading++) new Descriptors().read();
    expect(count() - before).toBeLessThan(SLACK);
  });

  test("are limited to the soft limit", async () => {
    const { stdout } = Bun.spawnSync(["sh", "-c", `grep "open files" /proc/${process.pid}/limits`]);
    const [, soft] = /files\s+(\d+)/.exec(stdout.toString()) ?? [];
    expect(new Descriptors().read().max).toBe(Number(soft));
  });
});

test("on a system that reports neither, both are absent", () => {
  expect(new Descriptors("/nowhere").read()).toEqual({ open: undefined, max: undefined });
});

test("an unlimited number has no figure", async () => {
  await using folder = await makeTempFolder();
  await folder.write("limits", "Max open files            unlimited            4096      files\n");
  expect(new Descriptors(folder.path).read().max).toBeUndefined();
});

test("the system is read once a second at most", () => {
  let reads = 0;
  const descriptors = new Descriptors("/proc/self", () => ++reads);
  expect([descriptors.read().open, descriptors.read().open]).toEqual([1, 1]);
  jest.advanceTimersByTime(DESCRIPTORS_MS - 1);
  expect(descriptors.read().open).toBe(1);
  jest.advanceTimersByTime(1);
  expect(descriptors.read().open).toBe(2);
});
