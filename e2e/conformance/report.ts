import type { Outcome } from "./run.ts";

const marks = { holds: "✓", fails: "✗", skipped: "–" } as const;

/** The outcomes as a list for people, grouped by theme, with a closing line of totals. */
export function reportOf(outcomes: readonly Outcome[]): string {
  const themes = Map.groupBy(outcomes, ({ theme }) => theme);
  const parts = [...themes].map(([theme, rows]) => [theme, ...rows.flatMap(linesOf)].join("\n"));
  return [...parts, totalsOf(outcomes)].join("\n\n");
}

function linesOf({ result, sentence, reason, wanted, got }: Outcome): string[] {
  const line = `  ${marks[result]} ${sentence}`;
  if (result === "skipped") return [`${line} (skipped: ${reason})`];
  if (wanted !== undefined) return [line, `      wanted: ${wanted}`, `      got:    ${got}`];
  return reason === undefined ? [line] : [line, `      ${reason}`];
}

function totalsOf(outcomes: readonly Outcome[]): string {
  const count = (result: Outcome["result"]) => outcomes.filter((o) => o.result === result).length;
  return `${count("holds")} hold, ${count("fails")} fail, ${count("skipped")} skipped`;
}
