import { type Connection, isFlowing, type Phase } from "../feed/connection.ts";
import { saidInterval } from "../feed/timing.ts";

/** How the numbers stand that a page asks for beside the feed. */
export interface Asked {
  /** How far apart they come, as a person would say it, in ms. */
  every: number | null;
  /** Whether they are awaited for so long that those shown are no longer of now. */
  late: boolean;
  /** Whether the last question failed, which is told of already. */
  failed: boolean;
  /** When those shown arrived, in ms; `null` for none. Told only while they are late or the last question failed. */
  at: number | null;
}

/** The phase and the pace that are true of the numbers shown: the feed's, or those of what is asked for. */
export function shownPace(
  { phase, distances }: Connection,
  asked: Asked | undefined,
): { phase: Phase; every: number | null } {
  if (asked === undefined) return { phase, every: saidInterval(distances) };
  const isOld = (asked.late || asked.failed) && isFlowing(phase);
  // Numbers that never came can't be old.
  const shown = isOld ? (asked.at === null ? "connecting" : "stale") : phase;
  return { phase: shown, every: asked.every };
}
