import { type Counts, meanResponseMs, subtractCounts } from "./counts.ts";

/**
 * An app or a worker is slow if its mean response time is this many times its own earlier one. Below `leastMs`
 * nobody notices; with too few successful requests a single outlier decides. The shortest of the windows, in
 * minutes, that has enough of them counts. No alert has this rule.
 */
const SLOW = {
  factor: 3,
  leastMs: 250,
  successes: 10,
  earlierSuccesses: 50,
  minutes: [1, 5],
} as const;

/** The mean response times of a window and of everything before it, in ms. */
interface Slowdown<Window> {
  recent: Window;
  meanMs: number;
  earlierMs: number;
}

/**
 * Compares a recent window with everything counted earlier: that is known as soon as the page is opened, and a
 * slowdown stays visible until most responses are slow.
 *
 * @param over returns what was counted in the last minutes; `null` if that isn't known
 * @param lifetime everything that was counted
 * @returns `null` if it isn't slow or too little was counted
 */
export function slowdownIn<Window extends { counts: Counts }>(
  over: (minutes: number) => Window | null,
  lifetime: Counts,
): Slowdown<Window> | null {
  const { factor, leastMs, successes, earlierSuccesses, minutes } = SLOW;
  // Most apps of thousands are idle.
  if (lifetime.responseMs < leastMs * successes) return null;
  const recent = minutes.map(over).find((window) => (window?.counts.successes ?? 0) >= successes);
  if (!recent) return null;
  const earlier = subtractCounts(lifetime, recent.counts);
  if (earlier.successes < earlierSuccesses || earlier.responseMs <= 0) return null;
  const meanMs = meanResponseMs(recent.counts) ?? 0;
  const earlierMs = earlier.responseMs / earlier.successes;
  return meanMs < leastMs || meanMs < factor * earlierMs ? null : { recent, meanMs, earlierMs };
}
