import { expect, test } from "bun:test";
import { eventually } from "../testing/eventually.ts";
import { Schedule, startLoad } from "./load.ts";
import type { PlannedCall } from "./load-plan.ts";

/** The moments, in seconds, at which a call comes within two minutes. */
function moments(call: PlannedCall, factor?: number): number[] {
  const schedule = new Schedule([call], factor);
  const seconds = Array.from({ length: 120 }, (_, i) => i);
  return seconds.filter((second) => schedule.due(second * 1_000).length > 0);
}

test("a call is repeated at its pace from its first moment on, so many times", () => {
  expect(moments({ path: "/", every: 5_000, after: 10_000, times: 3 })).toEqual([10, 15, 20]);
});

test("a burst is the same call several times in one moment", () => {
  const call = { path: "/", every: 1_000, burst: 3 };
  expect(new Schedule([call]).due(0)).toEqual([call, call, call]);
});

test("a heavier load is the same calls, more often", () => {
  expect(moments({ path: "/", every: 4_000, times: 3 }, 2)).toEqual([0, 2, 4]);
});

test("a call above a height comes while the wave is so high alone", () => {
  const inWave = moments({ path: "/", every: 1_000, above: 0.5 });
  const gap = inWave.filter((second) => second > 67 && second < 113);
  expect([inWave[0], inWave.length, gap]).toEqual([23, 52, []]);
});

test("the load is sent over HTTP until it is stopped, and not once after that", async () => {
  let asked = 0;
  const fetch = () => new Response(String(++asked));
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch });
  const load = startLoad("heavy", server.url.origin);
  await eventually("several requests", () => asked > 5);
  await load.stop();
  const before = asked;
  await Bun.sleep(250);
  expect(asked).toBe(before);
  await server.stop(true);
});
