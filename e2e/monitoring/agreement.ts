import { ask, type Vector } from "./stack/query.ts";

/** Relative difference allowed where no time range is looked over: the samples are the same. */
const EXACT = 1e-9;

/**
 * The same over a time range: Prometheus extrapolates to the range's ends and VictoriaMetrics takes
 * the last sample before it, which differ by up to two scrapes, of the 20 in the range. And for
 * memory and file descriptors, which change from one scrape to the next.
 */
const RANGED = 0.1;

/** Each scrapes at its own moment, so what grows by the second differs by a second or so. */
const SECONDS = 1.5;

/** Long enough for rates, and short enough that all series are soon older than it. */
const WINDOW = "[20s]";

/**
 * Asks two servers the same at the same moment.
 *
 * @returns The first difference in words, `undefined` when they agree.
 */
export async function differenceOf(
  expression: string,
  servers: readonly [string, string],
  time: number,
): Promise<string | undefined> {
  const asked = expression.replace(/\[[^\]]+\]/g, WINDOW);
  const [ours, theirs] = await Promise.all(servers.map((url) => answersOf(url, asked, time)));
  if (ours === undefined || theirs === undefined) return "no answer";
  const allowed = allowanceOf(expression);
  for (const series of new Set([...ours.keys(), ...theirs.keys()])) {
    const [one, other] = [ours.get(series), theirs.get(series)];
    if (one === undefined || other === undefined) return `${series}: ${one} against ${other}`;
    if (!allowed(one, other)) return `${series}: ${one} against ${other}`;
  }
  return undefined;
}

type Allowance = (one: number, other: number) => boolean;

function allowanceOf(expression: string): Allowance {
  const scale = expression.startsWith("buntime_uptime_seconds") ? 3600 : 1;
  if (scale !== 1) return (one, other) => Math.abs(one - other) <= SECONDS / scale;
  const moves = expression.includes("[") || /memory|_fds/.test(expression);
  const share = moves ? RANGED : EXACT;
  return (one, other) =>
    Math.abs(one - other) <= share * Math.max(Math.abs(one), Math.abs(other), Number.MIN_VALUE);
}

/** Finite values by labels. Not by name: the two don't drop it in the same places. */
async function answersOf(url: string, expression: string, time: number) {
  const answer = await ask(url, expression, time);
  const finite = answer.filter(({ value }) => Number.isFinite(value));
  return new Map(finite.map(({ metric, value }) => [keyOf(metric), value]));
}

function keyOf({ __name__: _, ...labels }: Vector["metric"]): string {
  return JSON.stringify(Object.entries(labels).sort());
}
