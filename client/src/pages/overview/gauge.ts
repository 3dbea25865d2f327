/** A level of utilization, by the thresholds of the alerts. */
export type Level = "ok" | "high" | "critical" | "over";

/** The ratio from which a utilization is high, and that from which it is critical. */
export const [HIGH, CRITICAL] = [0.6, 0.8];

/** The level of a utilization: green below 60 %, yellow below 80 %, red from 80 %, over capacity above 100 %. */
export function levelOf(utilization: number): Level {
  if (utilization > 1) return "over";
  if (utilization >= CRITICAL) return "critical";
  return utilization >= HIGH ? "high" : "ok";
}

/** The gauge's opening: it runs clockwise from lower left to lower right. */
const START_DEG = 150;
const SWEEP_DEG = 240;

/** A point on a circle about the origin at a share (0 to 1) of the gauge's sweep. */
export function pointAt(share: number, radius: number): [x: number, y: number] {
  const angle = ((START_DEG + SWEEP_DEG * share) * Math.PI) / 180;
  const round = (value: number) => Math.round(value * 1_000) / 1_000;
  return [round(radius * Math.cos(angle)), round(radius * Math.sin(angle))];
}

/** The SVG path of the arc between two shares of the sweep; empty if it has no length. */
export function arcPath(from: number, to: number, radius: number): string {
  const [a, b] = [Math.min(Math.max(from, 0), 1), Math.min(Math.max(to, 0), 1)];
  if (b <= a) return "";
  const [x1, y1] = pointAt(a, radius);
  const [x2, y2] = pointAt(b, radius);
  const large = (b - a) * SWEEP_DEG > 180 ? 1 : 0;
  return `M ${x1} ${y1} A ${radius} ${radius} 0 ${large} 1 ${x2} ${y2}`;
}
