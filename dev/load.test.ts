import { expect, test } from "bun:test";
import { eventually } from "../testing/eventually.ts";
import { Schedule, startLoad } from "./load.ts";
import type { PlannedCall } from "./load-plan.ts";

/** The seconds, within two minutes, at which a call is due. */
function moments(call: PlannedCall, factor?: number): number[] {
  const schedule = new Schedule([call], factor);
  const seconds = Array.from({ length: 120 }, (_, i) => i);
  return seconds.filter((second) => schedule.due(second * 1_000).length > 0);
}

test("a call is repeated at its pace from its first time on, a given number of times", () => {
  expect(moments({ path: "/", every: 5_000, after: 10_000, times: 3 })).toEqual([10, 15, 20]);
});

test("a burst is the same call several times at once", () => {
  const call = { path: "/", every: 1_000, burst: 3 };
  expect(new Schedule([call]).due(0)).toEqual([call, call, call]);
});

test("a heavier load is the same calls, more often", () => {
  expect(moments({ path: "/", every: 4_000, times: 3 }, 2)).toEqual([0, 2, 4]);
});

test("a call above a height is due only while the wave is that high", () => {
  const inWave = moments({ path: "/", every: 1_000, above: 0.5 });
  const gap = inWave.filter((second) => second > 67 && second < 113);
  expect([inWave[0], inWave.length, gap]).toEqual([23, 52, []]);
});

test("the load is sent over HTTP until it is stopped", async () => {
  let requests = 0;
  const fetch = () => new Response(String(++requests));
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch });
  const load = startLoad("heavy", server.url.origin);
  await eventually("several requests", () => requests > 5);
  await load.stop();
  const before = requests;
  await Bun.sleep(250);
  expect(requests).toBe(before);
  await server.stop(true);
});
