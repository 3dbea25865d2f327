import { type Spread, spread } from "../noise.ts";
import { type Goal, goal, type PartOptions, type PartResult, plusMinus, round } from "../result.ts";
import { interleave, ratios } from "../rounds.ts";
import { READINGS, type Reading, timeReading } from "./readings.ts";

const SIZES = [15, 500, 5000, 10_000] as const;
type Size = (typeof SIZES)[number];

/** One reading of one size, by both: sizes are compared with each other, so they take turns too. */
type Cell = `${Size} ${Reading}`;
type Times = Record<Cell, number[]>;

const CELLS = SIZES.flatMap((size) => READINGS.map((name): Cell => `${size} ${name}`));

/** What each answer costs with more and more workers in a pool of the real one's shape. */
export async function growthPart({ quick }: PartOptions): Promise<PartResult> {
  await interleave(CELLS, quick ? 2 : 10, timeCell); // warms it up
  const times: Times = await interleave(CELLS, quick ? 5 : 42, timeCell);
  return {
    title: "3. Growth: microseconds by workers in the pool, ± MAD",
    columns: [
      "",
      ...SIZES.map(String),
      "ns a worker, to 5,000",
      "from 5,000",
      "10,000 against bare",
    ],
    rows: READINGS.map((name) => row(times, name)),
    goals: [
      ...READINGS.filter((name) => name !== "getWorkerStats" && name !== "least").map((name) =>
        linear(times, name),
      ),
      ...SIZES.map((size) =>
        goal(
          `scrape at ${size}: at most 1.5x getWorkerStats()`,
          againstBare(times, "scrape", size).median,
          { atMost: 1.5 },
        ),
      ),
    ],
    notes: [
      "Before each reading every other app has answered requests, which isn't timed; pool at rest: none has.",
      "getWorkerStats: the pool's own call alone. least: that, its rows and the workers' states gone through once.",
      "stats includes the wait for the sampler, json no rows.",
    ],
    figures: { times },
  };
}

function timeCell(cell: Cell): Promise<number> {
  const [size = "", ...name] = cell.split(" ");
  return timeReading(name.join(" ") as Reading, Number(size));
}

function row(times: Times, name: Reading): string[] {
  return [
    name,
    ...SIZES.map((size) => plusMinus(spread(times[`${size} ${name}`]))),
    plusMinus(spread(slopes(times, name, 15, 5000))),
    plusMinus(spread(slopes(times, name, 5000, 10_000))),
    `${round(againstBare(times, name, 10_000).median)}x`,
  ];
}

/** Nanoseconds for a worker more, round by round. */
function slopes(times: Times, name: Reading, from: Size, to: Size): number[] {
  const less = times[`${from} ${name}`];
  return times[`${to} ${name}`].map(
    (time, at) => ((time - (less[at] ?? Number.NaN)) / (to - from)) * 1000,
  );
}

function againstBare(times: Times, name: Reading, size: Size): Spread {
  return spread(ratios(times[`${size} ${name}`], times[`${size} getWorkerStats`]));
}

function linear(times: Times, name: Reading): Goal {
  const steeper = ratios(slopes(times, name, 5000, 10_000), slopes(times, name, 15, 5000));
  const text = `${name} grows linearly: no more for a worker above 5,000 than 1.5x of below`;
  return goal(text, spread(steeper).median, { atMost: 1.5 });
}
