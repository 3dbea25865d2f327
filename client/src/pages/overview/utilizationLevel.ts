/** A level of utilization, by the thresholds of the alerts. */
export type Level = "ok" | "high" | "critical" | "over";

/** The ratios at which the level changes, with the level that starts there. */
export const THRESHOLDS = [
  [0.6, "high"],
  [0.8, "critical"],
] as const;

/** The level of a utilization: green below 60 %, yellow below 80 %, red from 80 %, over capacity above 100 %. */
export function levelOf(utilization: number): Level {
  if (utilization > 1) return "over";
  if (utilization >= 0.8) return "critical";
  return utilization >= 0.6 ? "high" : "ok";
}

/** Workers beyond the pool's size; 0 within it or if the size is unknown. */
export function overBy(pool: { total: number; size: number }): number {
  return pool.size > 0 ? Math.max(0, pool.total - pool.size) : 0;
}

/** Free slots; never below 0. */
export function freeSlots(pool: { total: number; size: number }): number {
  return Math.max(0, pool.size - pool.total);
}
