import { spread } from "../noise.ts";
import { type PartOptions, type PartResult, plusMinus } from "../result.ts";
import { interleave } from "../rounds.ts";
import { CELLS, type CellCosts } from "./cells.ts";
import { goalsOf } from "./goals.ts";
import { KINDS, type Kind } from "./kinds.ts";
import { type Cost, measure } from "./measure.ts";

/** The live feed beside a loop per client, at one event a second. */
export async function feedPart({ quick }: PartOptions): Promise<PartResult> {
  const cells: CellCosts[] = [];
  for (const cell of quick ? CELLS.slice(0, 1) : CELLS) {
    const { clients, workers } = cell;
    const rounds = await interleave(KINDS, quick ? 1 : 3, (kind) =>
      measure(kind, workers, clients, quick ? 2 : 4),
    );
    cells.push({ ...cell, rounds });
  }
  return {
    title: "4. The live feed at one event a second, beside a streamSSE loop per client, ± MAD",
    columns: [
      "clients, workers",
      "CPU of a core",
      "kB a client",
      "jitter p99 ms",
      "other p99 ms, alone",
      "beside",
      "CPU before they came",
      "after they left",
    ],
    rows: cells.flatMap((cell) => KINDS.map((kind) => row(cell, kind))),
    goals: cells.flatMap(goalsOf),
    notes: [
      "CPU of a core: the server's CPU seconds for each second, median of all rounds' seconds; 1 is a whole core.",
      "jitter: by how much an event misses its time, p99 of a round's seconds; all clients' events.",
      "other: unrelated requests, one begun every 2 ms, p99 of a second, median; alone: before any client came.",
    ],
    figures: { cells },
  };
}

function row({ clients, workers, rounds }: CellCosts, kind: Kind): string[] {
  const costs = rounds[kind];
  const middle = (figure: (cost: Cost) => number, print?: (value: number) => string) =>
    plusMinus(spread(costs.map(figure)), print);
  return [
    `${clients}, ${workers}: ${kind}`,
    plusMinus(spread(costs.flatMap(({ cpu }) => cpu)), ofCore),
    middle(({ bytesPerClient }) => bytesPerClient / 1000),
    middle(({ jitterP99 }) => jitterP99),
    middle(({ otherP99 }) => otherP99.alone),
    middle(({ otherP99 }) => otherP99.beside),
    middle(({ idleCpu }) => idleCpu.before, ofCore),
    middle(({ idleCpu }) => idleCpu.after, ofCore),
  ];
}

function ofCore(value: number): string {
  return value.toFixed(4);
}
