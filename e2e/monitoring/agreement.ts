import { ask, type Vector } from "./stack/query.ts";

/** Relative difference allowed where no time range is looked over: the samples are the same. */
const EXACT = 1e-9;

/**
 * The same over a time range: Prometheus extrapolates to the range's ends and VictoriaMetrics takes the last
 * sample before it, which differ by up to two scrapes, of the 20 in the range.
 */
const RANGED = 0.1;

/**
 * Evaluates an expression on two servers at the same time.
 *
 * @returns The first difference in words, `undefined` when they agree.
 */
export async function differenceOf(
  expression: string,
  servers: readonly [string, string],
  time: number,
): Promise<string | undefined> {
  const [ours, theirs] = await Promise.all(servers.map((url) => valuesOf(url, expression, time)));
  if (ours === undefined || theirs === undefined) return "no answer";
  const share = expression.includes("[") ? RANGED : EXACT;
  for (const series of new Set([...ours.keys(), ...theirs.keys()])) {
    const [one, other] = [ours.get(series), theirs.get(series)];
    if (one === undefined || other === undefined) return `${series}: ${one} against ${other}`;
    const allowed = share * Math.max(Math.abs(one), Math.abs(other));
    if (Math.abs(one - other) > allowed) return `${series}: ${one} against ${other}`;
  }
  return undefined;
}

/** Finite values by labels. Not by name: the two don't drop it in the same places. */
async function valuesOf(url: string, expression: string, time: number) {
  const answer = await ask(url, expression, time);
  const finite = answer.filter(({ value }) => Number.isFinite(value));
  return new Map(finite.map(({ metric, value }) => [keyOf(metric), value]));
}

function keyOf({ __name__: _, ...labels }: Vector["metric"]): string {
  return JSON.stringify(Object.entries(labels).sort());
}
