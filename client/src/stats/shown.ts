import { type Connection, isFlowing, type Phase } from "../feed/connection.ts";
import { saidInterval } from "../feed/pace.ts";

/** How the numbers stand that a page asks for beside the feed. */
export interface Asked {
  /** How far apart they come, as a person would say it, in ms. */
  every: number | null;
  /** Whether they are awaited for so long that those shown are no longer of now. */
  late: boolean;
  /** Whether the last question failed, which is told of already. */
  failed: boolean;
  /** When those shown arrived, in ms; told only while they are late. */
  at: number | null;
}

/** The phase and the pace that are true of the numbers shown: the feed's, or those of what is asked for. */
export function shownPace(
  { phase, distances }: Connection,
  asked: Asked | undefined,
): { phase: Phase; every: number | null } {
  if (asked === undefined) return { phase, every: saidInterval(distances) };
  return { phase: asked.late && isFlowing(phase) ? "stale" : phase, every: asked.every };
}
