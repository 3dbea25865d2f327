import { startHost } from "../../../dev/host.ts";
import type { MetricsResponse, StatsResponse, WorkerRow } from "../../../server/types.ts";
import { eventually } from "../../../testing/eventually.ts";

/** What the documents show of a running host's answers, by the names of their places. */
export const NAMES = ["metrics", "prometheus", "families", "feed", "stats"] as const;
/** One of them. */
export type Name = (typeof NAMES)[number];
/** Each as it stands in a document. */
export type Answers = Record<Name, string>;

/** Apps that are asked, so that there are workers to tell of. */
const ASKED = ["hello", "hello", "hello", "visits", "clock", "memory", "lambda"];
/** A family is its two comments, a sample and a blank line. */
const LINES = { prometheus: 2 * 4 - 1, families: 7 * 4 - 1 };

/**
 * Starts the development host, asks some apps, and takes the answers.
 *
 * @param loadMs - Milliseconds of made-up load before. Default 0.
 */
export async function takeAnswers(loadMs = 0): Promise<Answers> {
  const load = loadMs > 0 ? "light" : "off";
  await using host = await startHost({ port: 0, quiet: true, load });
  await Bun.sleep(loadMs);
  for (const app of ASKED) await (await fetch(`${host.url}/${app}/`)).arrayBuffer();
  const api = `${host.url}${host.base}/api/metrics`;
  const stats = await knownStats(api);
  const text = await (await fetch(`${api}/prometheus`)).text();
  const lines = (count: number) => text.split("\n").slice(0, count).join("\n");
  return {
    metrics: metricsText((await (await fetch(`${api}/`)).json()) as MetricsResponse),
    prometheus: lines(LINES.prometheus),
    families: lines(LINES.families),
    feed: await firstEvents(api),
    stats: statsText(stats),
  };
}

/** The answer for one row, once its worker has told its memory. */
async function knownStats(api: string): Promise<StatsResponse> {
  return await eventually("a row with its memory", async () => {
    const answer = await fetch(`${api}/stats?state=active&limit=1`);
    const body = (await answer.json()) as StatsResponse;
    return body.workers[0]?.memoryKnown && body;
  });
}

/** What the feed sends at once: both events. */
async function firstEvents(api: string): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of (await fetch(`${api}/sse`)).body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (/event: activity\n.*\n\n$/.test(text)) break;
  }
  return text.trimEnd();
}

/** A body of `GET /api/metrics/` with its pool on one line. */
export function metricsText({ pool, ...others }: MetricsResponse): string {
  return object({ pool: line(pool), ...mapped(others) }, "");
}

/** A body of `stats` with its pool and each row's memory on one line. */
export function statsText({ pool, workers }: StatsResponse): string {
  const rows = workers.map((row) => `    ${rowText(row)}`).join(",\n");
  return object({ pool: line(pool), workers: `[\n${rows}\n  ]` }, "");
}

function rowText({ memory, ...others }: WorkerRow): string {
  const fields = Object.entries(mapped(others));
  const before = fields.findIndex(([name]) => name === "memoryKnown");
  return object(Object.fromEntries(fields.toSpliced(before, 0, ["memory", line(memory)])), "    ");
}

function mapped(fields: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]),
  );
}

function object(fields: Record<string, string>, indent: string): string {
  const lines = Object.entries(fields).map(([name, value]) => `${indent}  "${name}": ${value}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function line(fields: object): string {
  const parts = Object.entries(mapped(fields)).map(([name, value]) => `"${name}": ${value}`);
  return `{ ${parts.join(", ")} }`;
}
