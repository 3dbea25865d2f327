import { join } from "node:path";
import { $ } from "bun";
import { ensurePrometheus } from "../../../scripts/tools/monitoring.ts";
import { parseExposition } from "../../../testing/exposition-parser.ts";

/** When the history ended: long before anything that the alerts of a run look at. */
const ENDED_SECONDS_AGO = 3 * 86_400;
const LENGTH_SECONDS = 4_500;
const INTERVAL_SECONDS = 15;

/** Labels of a scraped host, by the name of its environment. */
const targetLabels = (environment: string) =>
  `environment="${environment}",instance="${environment}",job="buntime"`;

/** Samples of the past, the same for every server that they are given to. */
export interface History {
  /** Unix time in seconds at which to query it. */
  readonly time: number;
  readonly lines: readonly string[];
}

/**
 * More than an hour of history, made from one scrape of each environment: counters grow steadily, each at its own rate,
 * and gauges keep their values. Two servers that get it can be compared at any time, however slow.
 */
export function historyOf(scrapes: Readonly<Record<string, string>>): History {
  const end = Math.floor(Date.now() / 1000) - ENDED_SECONDS_AGO;
  const series = Object.entries(scrapes).flatMap(([environment, text]) => [
    { selector: `up{${targetLabels(environment)}}`, value: 1, rate: 0 },
    ...parseExposition(text).flatMap(({ type, samples }) =>
      samples.map(({ name, labels, value }, i) => {
        const own = Object.entries(labels).map(([label, of]) => `${label}=${JSON.stringify(of)},`);
        const selector = `${name}{${own.join("")}${targetLabels(environment)}}`;
        return { selector, value, rate: type === "gauge" ? 0 : 0.2 * ((i % 5) + 1) };
      }),
    ),
  ]);
  const lines: string[] = [];
  for (const { selector, value, rate } of series) {
    for (let age = LENGTH_SECONDS; age >= 0; age -= INTERVAL_SECONDS) {
      lines.push(`${selector} ${value + rate * (LENGTH_SECONDS - age)} ${end - age}`);
    }
  }
  return { time: end - 60, lines };
}

/** Writes a history as blocks into the storage of a Prometheus that has not started yet. */
export async function storeHistory({ lines }: History, storage: string): Promise<void> {
  const { promtool } = await ensurePrometheus();
  const file = join(storage, "../history.txt");
  await Bun.write(file, `${lines.join("\n")}\n# EOF\n`);
  await $`${promtool} tsdb create-blocks-from openmetrics --quiet ${file} ${storage}`.quiet();
}

/** Sends a history to a running VictoriaMetrics, which expects milliseconds. */
export async function importHistory({ lines }: History, url: string): Promise<void> {
  const body = lines.map((line) => `${line}000`).join("\n");
  const answer = await fetch(`${url}/api/v1/import/prometheus`, { method: "POST", body });
  if (!answer.ok) throw new Error(await answer.text());
}
