import { type Connection, isFlowing, type Phase } from "../feed/connection.ts";
import { roundedInterval } from "../feed/timing.ts";

/** The status of the numbers that a page polls in addition to the feed. */
export interface StatsStatus {
  /** How far apart the responses are, in round numbers, in ms. */
  interval: number | null;
  /** Whether a response is so late that the numbers shown are out of date. */
  late: boolean;
  /** Whether the latest request failed; a notice says so already. */
  failed: boolean;
  /** While late or failed: when the numbers shown arrived, in ms; `null` if there are none. */
  at: number | null;
}

/** The phase and interval of the numbers shown: the poll's if there is one, otherwise the feed's. */
export function displayedStatus(
  { phase, intervals }: Connection,
  stats: StatsStatus | undefined,
): { phase: Phase; interval: number | null } {
  if (stats === undefined) return { phase, interval: roundedInterval(intervals) };
  const isOutdated = (stats.late || stats.failed) && isFlowing(phase);
  // Numbers that never arrived can't be out of date.
  const displayed = isOutdated ? (stats.at === null ? "connecting" : "stale") : phase;
  return { phase: displayed, interval: stats.interval };
}
