import { spread } from "../noise.ts";
import { type Goal, goal, round } from "../result.ts";
import { ratios } from "../rounds.ts";
import type { CellCosts } from "./cells.ts";
import type { Cost } from "./measure.ts";

/** The goals for one number of clients and of workers. */
export function goalsOf(cell: CellCosts): Goal[] {
  const { plugin } = cell.rounds;
  const name = `${cell.clients.toLocaleString("en")} clients, ${cell.workers} workers`;
  const always = [otherGoal(name, plugin), quietGoal(name, plugin)];
  return cell.clients === 1000 ? [...againstLoop(name, cell), ...always] : always;
}

function againstLoop(name: string, { workers, rounds }: CellCosts): Goal[] {
  const against = (figure: (cost: Cost) => number) =>
    spread(ratios(rounds["per-client loop"].map(figure), rounds.plugin.map(figure))).median;
  const factor = workers === 15 ? 4 : 10;
  const cpu = against((cost) => spread(cost.cpu).median);
  const memory = against((cost) => cost.bytesPerClient);
  return [
    goal(`${name}: ${factor}x less CPU`, cpu, { atLeast: factor }),
    goal(`${name}: 2x less memory`, memory, { atLeast: 2 }),
  ];
}

/** Not met either where the machine was too busy for the run to tell. */
function otherGoal(name: string, costs: Cost[]): Goal {
  const alone = spread(costs.map(({ otherP99 }) => otherP99.alone)).median;
  const more = spread(costs.map(({ otherP99 }) => otherP99.beside - otherP99.alone)).median;
  const busy = alone > 5 ? `; ${round(alone)} ms alone, the machine was too busy to tell` : "";
  return {
    text: `${name}: another request's p99 rises by at most 5 ms`,
    met: more <= 5 && busy === "",
    measured: `${round(more)} ms${busy}`,
  };
}

/** The process and the asking itself use a little: what they used before any client came. */
function quietGoal(name: string, costs: Cost[]): Goal {
  const more = spread(costs.map(({ idleCpu }) => idleCpu.after - idleCpu.before)).median;
  const text = `${name}: no more CPU after they left than before they came (0.5 % of a core)`;
  return goal(text, more * 100, { atMost: 0.5 }, " %");
}
