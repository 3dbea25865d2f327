import { cpus, totalmem } from "node:os";
import type { Spread } from "./statistics.ts";

/** A goal, and whether this run met it. */
export interface Goal {
  text: string;
  met: boolean;
  /** The figure as printed next to the goal. */
  measured: string;
}

/** One part of the benchmarks, ready to be printed and kept. */
export interface PartResult {
  title: string;
  columns: string[];
  rows: string[][];
  goals: Goal[];
  /** Notes under the table: what a figure means and what it doesn't show. */
  notes: string[];
  /** The figures that the README's sentences quote. */
  headline?: Record<string, number>;
  /** The figures behind the rows, unrounded. */
  figures: Record<string, unknown>;
}

/** How a part runs. */
export interface PartOptions {
  /** Fewer and shorter rounds: under a minute, to try it out, not to quote. */
  quick: boolean;
  /** Folder of another checkout, built, to compare scrapes with. */
  against?: string | undefined;
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

/** A median with its MAD: `12.3 ± 0.4`. */
export function plusMinus({ median, mad }: Spread, print = round): string {
  return `${print(median)} ± ${print(mad)}`;
}

/** The kind of machine that the figures were measured on, in one line. */
export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${process.platform} ${process.arch}, ${cpus().length} CPUs, ${memory} GiB, Bun ${Bun.version}`;
}

/** A part as Markdown that also reads well in a terminal. */
export function markdown({ title, columns, rows, goals, notes }: PartResult): string {
  const lines = [columns, ...rows].map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = columns.map((_, at) => Math.max(3, ...lines.map((line) => line[at]?.length ?? 0)));
  const [head = "", ...body] = lines.map((cells) => {
    const padded = cells.map((cell, at) => cell[at === 0 ? "padEnd" : "padStart"](widths[at] ?? 0));
    return `| ${padded.join(" | ")} |`;
  });
  const rule = widths.map((width, at) =>
    at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  const results = goals.map(
    ({ text, met, measured }) => `- ${met ? "✓" : "MISS"} ${text}: ${measured}`,
  );
  const table = [head, `| ${rule.join(" | ")} |`, ...body].join("\n");
  return [`**${title}**`, table, results.join("\n"), notes.join("\n")].filter(Boolean).join("\n\n");
}
