import { meanResponseMs } from "./counts.ts";
import { type Counted, countedOver, type Ledger } from "./ledger.ts";

/** What apps are ranked by. */
export const RANKINGS = ["requests", "errors", "cpu", "memory", "response"] as const;

/** One of them. */
export type Ranking = (typeof RANKINGS)[number];

/** An app in a ranking. */
export interface Mover {
  app: string;
  /** Requests or errors per second, cores of CPU, bytes of resident memory, or ms of mean response time. */
  value: number;
  /** The same over the previous window; `null` if it isn't known. */
  before: number | null;
}

/** The apps of each ranking, the highest value first. */
export type Movers = Record<Ranking, readonly Mover[]>;

/** The mean of fewer responses is not meaningful. */
const MIN_SUCCESSES = 5;

const VALUES: Record<Ranking, (counted: Counted) => number | null> = {
  requests: ({ counts, seconds }) => counts.requests / seconds,
  errors: ({ counts, seconds }) => counts.errors / seconds,
  cpu: ({ counts, seconds }) => counts.cpuSeconds / seconds,
  memory: ({ rss }) => rss.to,
  response: ({ counts }) => (counts.successes < MIN_SUCCESSES ? null : meanResponseMs(counts)),
};

/**
 * The top apps over a window up to the ledger's latest reading, with their values over the previous window.
 *
 * @param windowMs - The window's length, in ms; at most half an hour.
 * @param limit - The number of apps in each ranking.
 */
export function moversOf({ apps, t }: Ledger, windowMs: number, limit = 5): Movers {
  const now = t ?? 0;
  const windows = [...apps].flatMap(([app, points]) => {
    const counted = countedOver(points, now - windowMs, now);
    const before = countedOver(points, now - 2 * windowMs, now - windowMs);
    return counted === null ? [] : [{ app, counted, before }];
  });
  const rank = (ranking: Ranking) => {
    const read = VALUES[ranking];
    return windows
      .flatMap(({ app, counted, before }): Mover[] => {
        const value = read(counted);
        return value ? [{ app, value, before: before && read(before) }] : [];
      })
      .sort((a, b) => b.value - a.value)
      .slice(0, limit);
  };
  return {
    requests: rank("requests"),
    errors: rank("errors"),
    cpu: rank("cpu"),
    memory: rank("memory"),
    response: rank("response"),
  };
}

/** The relative change of a mover: 0.5 is 50 % more. `null` if there was nothing before. */
export function changeOf({ value, before }: Mover): number | null {
  return before === null || before === 0 ? null : value / before - 1;
}
