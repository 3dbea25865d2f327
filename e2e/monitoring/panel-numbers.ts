import { dashboardExpressions, within } from "./expressions.ts";
import { ask, type Vector } from "./stack/query.ts";

/** Prints the dashboard's queries with what Prometheus returns of an environment, as Grafana would draw it. */
export async function printPanels(url: string, environment: string): Promise<void> {
  console.log(`\n${environment}`);
  for (const { from, expression } of dashboardExpressions()) {
    const [, title = "", legend = ""] = /^dashboard, (.*?), (.*)$/.exec(from) ?? [];
    const answer = await ask(url, within(expression, environment));
    console.log(`${title.padEnd(32)} ${lineOf(legend, answer)}`);
  }
}

function lineOf(legend: string, answer: readonly Vector[]): string {
  const shown = answer.slice(0, 3).map(({ metric, value }) => {
    const name = legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? "");
    return `${name} = ${Number(value.toPrecision(4))}`;
  });
  return shown.join(" | ") + (answer.length > 3 ? ` | and ${answer.length - 3} more` : "");
}
