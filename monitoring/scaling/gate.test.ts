import { expect, test } from "bun:test";
import { Gate, QueueFullError } from "../../dev/pool/gate.ts";
import { EphemeralGate } from "./gate.ts";
import { exponential, seeded } from "./random.ts";

/** A request that comes at a time and runs so long, in whole seconds. */
interface Call {
  at: number;
  seconds: number;
}

/** Ten minutes in which a gate is alternately overrun and idle. */
function callsOf(seed: number): Call[] {
  const random = seeded(seed);
  const calls: Call[] = [];
  for (let at = 0; at < 600; at += Math.floor(exponential(random, at % 120 < 60 ? 0.7 : 4))) {
    calls.push({ at, seconds: 1 + Math.floor(exponential(random, 2)) });
  }
  return calls;
}

/** When the development host's own gate starts each call, second by second; `undefined` if it refuses it. */
async function startsOf(gate: Gate, calls: readonly Call[]): Promise<(number | undefined)[]> {
  const starts: (number | undefined)[] = calls.map(() => undefined);
  const running: { end: number; done: () => void }[] = [];
  // One variable for all turns: a task starts later than it comes.
  let now = 0;
  for (; now < 2_000; now++) {
    for (const task of running.filter(({ end }) => end === now)) task.done();
    await Bun.sleep(0);
    for (const [i, { at, seconds }] of calls.entries()) {
      if (at !== now) continue;
      const task = () => {
        starts[i] = now;
        return new Promise<void>((done) => running.push({ end: now + seconds, done }));
      };
      gate.run(task).catch((error) => expect(error).toBeInstanceOf(QueueFullError));
    }
  }
  return starts;
}

test.each([1, 2, 3])(
  "starts and refuses what the gate of the development host does (seed %i)",
  async (seed) => {
    const calls = callsOf(seed);
    const model = new EphemeralGate(2, 5);
    const starts = calls.map(({ at, seconds }) => model.enter(at, seconds));
    expect(starts.filter((start) => start === undefined).length).toBeGreaterThan(10);
    expect(starts).toEqual(await startsOf(new Gate(2, 5), calls));
  },
);
