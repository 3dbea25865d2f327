import type { Spread } from "./noise.ts";

/** A goal, and whether this run met it. */
export interface Goal {
  text: string;
  met: boolean;
  /** What was measured, as it is shown beside the goal. */
  measured: string;
}

/** One part of the benchmarks, ready to be printed and kept. */
export interface PartResult {
  title: string;
  columns: string[];
  rows: string[][];
  goals: Goal[];
  /** Lines under the table: what a figure means, what it can't tell. */
  notes: string[];
  /** The figures behind the rows, unrounded. */
  figures: Record<string, unknown>;
}

/** How a part runs. */
export interface PartOptions {
  /** Fewer and shorter rounds: to see that it works, not to quote. */
  quick: boolean;
  /** Folder of another checkout, built, to compare with. */
  against?: string;
}

/** Runs a part. */
export type Part = (options: PartOptions) => Promise<PartResult>;

/** A goal that a figure stay at or below, or at or above, a limit. */
export function goal(
  text: string,
  figure: number,
  bound: { atMost: number } | { atLeast: number },
  unit = "x",
): Goal {
  const met = "atMost" in bound ? figure <= bound.atMost : figure >= bound.atLeast;
  return { text, met, measured: `${round(figure)}${unit}` };
}

/** Three significant digits, without exponent. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return "n/a";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(Math.min(digits, 4));
}

/** A middle with its MAD: `12.3 ± 0.4`. */
export function plusMinus(
  { median, mad }: Spread,
  print: (value: number) => string = round,
): string {
  return `${print(median)} ± ${print(mad)}`;
}
