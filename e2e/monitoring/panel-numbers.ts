import { dashboardExpressions } from "./expressions.ts";
import { ask, type Vector } from "./stack/query.ts";

/**
 * Prints the dashboard's queries with what Prometheus answers, as Grafana would draw it.
 *
 * @returns The number of queries that had an answer.
 */
export async function printPanels(url: string): Promise<number> {
  let answered = 0;
  for (const { from, expression } of dashboardExpressions()) {
    const [, title = "", legend = ""] = /^dashboard, (.*?), (.*)$/.exec(from) ?? [];
    const answer = await ask(url, expression);
    if (answer.length > 0) answered++;
    console.log(`${title.padEnd(32)} ${lineOf(legend, answer)}`);
  }
  return answered;
}

function lineOf(legend: string, answer: readonly Vector[]): string {
  const shown = answer.slice(0, 4).map(({ metric, value }) => {
    const name = legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? "");
    return `${name} = ${Number(value.toPrecision(4))}`;
  });
  return shown.join(" | ") + (answer.length > 4 ? ` | and ${answer.length - 4} more` : "");
}
