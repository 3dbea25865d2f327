import { expect, test } from "bun:test";
import { EphemeralGate } from "./gate.ts";

test("two run at a time and two wait, first come, first served; further ones are refused", () => {
  const gate = new EphemeralGate(2, 2);
  const calls = [
    [0, 10, 0],
    [1, 2, 1],
    // Waits for the second.
    [2, 5, 3],
    [2, 9, 8],
    [2, 1, undefined],
    // One has started: there is a place in the queue.
    [4, 1, 10],
    [20, 1, 20],
  ] as const;
  for (const [at, seconds, start] of calls)
    expect([at, gate.enter(at, seconds)]).toEqual([at, start]);
  expect([gate.depth(20), gate.enter(20, 5), gate.enter(20, 5), gate.depth(20)]).toEqual([
    0, 20, 21, 1,
  ]);
});
