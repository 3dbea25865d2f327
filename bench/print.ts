import { describe, type Machine } from "./machine.ts";
import type { Goal, PartResult } from "./result.ts";

/** A part as text for a terminal. */
export function printPart({ title, columns, rows, goals, notes }: PartResult): string {
  const lines = [columns, ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const print = (line: string[]) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd : cell.padStart).call(cell, widths[at] ?? 0));
  const table = lines.map((line) => `  ${print(line).join("  ")}`);
  return [title, ...table, ...goals.map(goalLine), ...notes.map((note) => `  ${note}`), ""].join(
    "\n",
  );
}

/** All parts as Markdown. */
export function markdown(results: Record<string, PartResult>, machine: Machine): string {
  const parts = Object.values(results).map(
    ({ title, columns, rows, goals }) => `**${title}**

${[columns, columns.map((_, at) => (at === 0 ? "---" : "--:")), ...rows].map(markdownLine).join("\n")}

${goals.map((goal) => `- ${goalLine(goal).trim()}`).join("\n")}`,
  );
  return `Measured by \`bun run bench\`: ${describe(machine)}.\n\n${parts.join("\n\n")}`;
}

function goalLine({ text, met, measured }: Goal): string {
  return `  ${met ? "✓" : "MISS"} ${text}: ${measured}`;
}

function markdownLine(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** A text with other tables between its two marks, `bench:start` and `bench:end`. */
export function withTables(text: string, tables: string): string {
  const marked = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
  if (!marked.test(text)) throw new Error("no <!-- bench:start --> … <!-- bench:end -->");
  return text.replace(marked, (_, start, end) => `${start}${tables}\n${end}`);
}
