import { expect, spyOn, test } from "bun:test";
import { ProcessReader } from "./process.ts";

const readProcess = () => new ProcessReader().read();

test("the start time is when this process began, in Unix seconds", () => {
  const expected = Date.now() / 1000 - process.uptime();
  expect(Math.abs(readProcess().startTime - expected)).toBeLessThan(0.1);
});

test("the start time stays when a reload brings in a changed module", async () => {
  const changed: typeof import("./process.ts") = await import(`./process.ts?changed=${Date.now()}`);
  expect(changed.ProcessReader).not.toBe(ProcessReader);
  expect(new changed.ProcessReader().read().startTime).toBe(readProcess().startTime);
});

test("CPU time is the user's and the system's together, in seconds", () => {
  const usage = spyOn(process, "cpuUsage").mockReturnValue({ user: 1_500_000, system: 250_000 });
  expect(readProcess().cpu).toBe(1.75);
  usage.mockRestore();
});

test("memory is in bytes", () => {
  expect(readProcess().residentMemory).toBeGreaterThan(10 * 2 ** 20);
});
