import { ask, NoAnswer } from "./ask.ts";
import { type Check, Mismatch, NotApplicable } from "./check.ts";
import type { Target } from "./target.ts";

/** What came of one check. */
export interface Outcome {
  theme: string;
  sentence: string;
  result: "holds" | "fails" | "skipped";
  /** Why it was skipped or fails. */
  reason?: string;
  wanted?: string;
  got?: string;
}

/** Thrown when there is nothing to check at the address; its message tells the operator why. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** Makes all checks, one after another, so that they don't disturb each other's times. */
export async function runChecks(target: Target, checks: readonly Check[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) outcomes.push(await runCheck(target, check));
  return outcomes;
}

/** Makes one check; never rejects. */
export async function runCheck(target: Target, check: Check): Promise<Outcome> {
  const { theme, sentence } = check;
  const reason = check.skip?.(target);
  if (reason !== undefined) return { theme, sentence, result: "skipped", reason };
  try {
    await check.run(target);
    return { theme, sentence, result: "holds" };
  } catch (error) {
    return { theme, sentence, ...failure(error) };
  }
}

function failure(error: unknown): Omit<Outcome, "theme" | "sentence"> {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof NotApplicable) return { result: "skipped", reason };
  if (!(error instanceof Mismatch)) return { result: "fails", reason };
  return { result: "fails", reason, wanted: error.wanted, got: error.got };
}

/**
 * Finds out whether a metrics plugin answers at all.
 *
 * @throws Unreachable with a sentence that says what to do.
 */
export async function expectReachable(target: Target): Promise<void> {
  const { status, headers } = await firstAnswer(target);
  if (status === 401 || status === 403) {
    throw new Unreachable(
      `${target.base} asks for authentication (${status}): pass a key by --key, or another header by --header "Authorization: …"`,
    );
  }
  const isPage = headers.get("content-type")?.startsWith("text/html") ?? false;
  if (status === 404 || isPage) {
    throw new Unreachable(
      `no metrics plugin answers at ${target.base}: is it enabled, is this its base path, is a login page in front?`,
    );
  }
}

async function firstAnswer(target: Target): Promise<{ status: number; headers: Headers }> {
  try {
    return await ask(target, "/api/metrics/");
  } catch (error) {
    throw error instanceof NoAnswer ? new Unreachable(error.message) : error;
  }
}

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
