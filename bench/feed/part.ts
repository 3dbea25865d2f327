import { spread } from "../noise.ts";
import { type Goal, goal, type PartOptions, type PartResult, round } from "../result.ts";
import { interleave } from "../rounds.ts";
import { KINDS, type Kind } from "./kinds.ts";
import { type Cost, measure } from "./measure.ts";

interface Cell {
  clients: number;
  workers: number;
}
type Costs = Record<Kind, Cost>;

const CELLS: readonly Cell[] = [
  { clients: 200, workers: 15 },
  { clients: 200, workers: 500 },
  { clients: 1000, workers: 15 },
  { clients: 1000, workers: 500 },
  { clients: 5000, workers: 15 },
  { clients: 5000, workers: 500 },
];

/** The live feed beside a loop per client, at one event a second. */
export async function feedPart({ quick }: PartOptions): Promise<PartResult> {
  const cells = quick ? CELLS.slice(0, 1) : CELLS;
  const results: (Cell & { costs: Costs })[] = [];
  const figures: (Cell & { rounds: Record<Kind, Cost[]> })[] = [];
  for (const cell of cells) {
    const { clients, workers } = cell;
    const rounds = await interleave(KINDS, quick ? 1 : 3, (kind) =>
      measure(kind, workers, clients, quick ? 1 : 2),
    );
    const costs = Object.fromEntries(KINDS.map((kind) => [kind, medianOf(rounds[kind])]));
    results.push({ ...cell, costs: costs as Costs });
    figures.push({ ...cell, rounds });
  }
  return {
    title: "4. The live feed at one event a second, beside a streamSSE loop per client",
    columns: [
      "clients, workers",
      "CPU of a core",
      "± MAD",
      "kB a client",
      "jitter p99 ms",
      "other p99 ms, alone",
      "beside",
      "CPU after they left",
    ],
    rows: results.flatMap((result) => KINDS.map((kind) => row(result, kind, result.costs[kind]))),
    goals: results.flatMap(goalsOf),
    notes: [
      "CPU of a core: the server's CPU seconds for each second, median of all rounds' seconds; 1 is a whole core.",
      "other: unrelated requests, one begun every 2 ms, p99 of a second, median; alone: before any client came.",
    ],
    figures: { cells: figures },
  };
}

/** The middle of some rounds, figure by figure; of the CPU all seconds. */
function medianOf(rounds: readonly Cost[]): Cost {
  const middle = (figure: (cost: Cost) => number) => spread(rounds.map(figure)).median;
  return {
    cpu: rounds.flatMap(({ cpu }) => cpu),
    bytesPerClient: middle((cost) => cost.bytesPerClient),
    jitterP99: middle((cost) => cost.jitterP99),
    otherP99: {
      alone: middle(({ otherP99 }) => otherP99.alone),
      beside: middle(({ otherP99 }) => otherP99.beside),
    },
    cpuAfter: middle((cost) => cost.cpuAfter),
  };
}

function row({ clients, workers }: Cell, kind: Kind, cost: Cost): string[] {
  const { median, mad } = spread(cost.cpu);
  return [
    `${clients}, ${workers}: ${kind}`,
    median.toFixed(4),
    mad.toFixed(4),
    round(cost.bytesPerClient / 1000),
    round(cost.jitterP99),
    round(cost.otherP99.alone),
    round(cost.otherP99.beside),
    cost.cpuAfter.toFixed(4),
  ];
}

function goalsOf({ clients, workers, costs }: Cell & { costs: Costs }): Goal[] {
  const [ours, theirs] = [costs.plugin, costs["per-client loop"]];
  const other = otherGoal(`${clients} clients, ${workers} workers`, ours.otherP99);
  // The process and the asking itself use a little; an idle server is measured at the same.
  const quiet = goal(
    `${clients} clients, ${workers} workers: no CPU after they left (under 0.5 % of a core)`,
    ours.cpuAfter * 100,
    { atMost: 0.5 },
    " %",
  );
  if (clients !== 1000) return [other, quiet];
  const cpu = spread(theirs.cpu).median / spread(ours.cpu).median;
  const memory = theirs.bytesPerClient / ours.bytesPerClient;
  const factor = workers === 15 ? 4 : 10;
  return [
    goal(`1,000 clients, ${workers} workers: ${factor}x less CPU`, cpu, { atLeast: factor }),
    goal(`1,000 clients, ${workers} workers: 2x less memory`, memory, { atLeast: 2 }),
    other,
    quiet,
  ];
}

/** Not met either where the machine was too busy for the run to tell. */
function otherGoal(cell: string, { alone, beside }: Cost["otherP99"]): Goal {
  const busy = alone > 5 ? `; ${round(alone)} ms alone, the machine was too busy to tell` : "";
  return {
    text: `${cell}: another request's p99 rises by at most 5 ms`,
    met: beside - alone <= 5 && busy === "",
    measured: `${round(beside - alone)} ms${busy}`,
  };
}
