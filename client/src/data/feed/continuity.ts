import type { Connection } from "./connection.ts";
import { pollEvery, staleAfter } from "./timing.ts";

/** What is asked for as soon as the stream is silent may take this long, in ms. */
const AT_ONCE_MS = 2_000;

/** The longest that an answer is waited for while the stream is silent, in ms. */
export const LONGEST_PROBE_MS = 10_000;

/** The longest silence that the stream's pace explains, in ms. */
export function explained({ distances, eventAt, beatAt }: Connection): number {
  return staleAfter({ distances, anyEvent: eventAt !== null, beating: beatAt !== null });
}

/**
 * Whether numbers that arrive now join those before, so that a line may be drawn between them: they
 * are of the same connection, and the silence was no longer than its pace explains.
 */
export function joins(connection: Connection, now: number): boolean {
  const { phase, numbersAt, distances } = connection;
  if (numbersAt === null) return false;
  const asked = phase === "polling" ? pollEvery(distances) + LONGEST_PROBE_MS : 0;
  return now - numbersAt <= Math.max(explained(connection) + AT_ONCE_MS, asked);
}

/** The same for what the stream alone brings. */
export function eventJoins(connection: Connection, now: number): boolean {
  const { eventAt } = connection;
  return eventAt !== null && now - eventAt <= explained(connection) + AT_ONCE_MS;
}
