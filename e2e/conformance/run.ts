import { type Check, Mismatch, NotApplicable } from "./check.ts";
import { NoResponse, request } from "./request.ts";
import type { Target } from "./target.ts";

/** The result of one check. */
export interface Outcome {
  theme: string;
  sentence: string;
  result: "passed" | "failed" | "skipped";
  /** Why it was skipped or fails. */
  reason?: string;
  expected?: string;
  got?: string;
}

/** Thrown when there is nothing to check at the address; its message says why. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** Runs all checks, one after another, so that they don't disturb each other. */
export async function runChecks(target: Target, checks: readonly Check[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) outcomes.push(await runCheck(target, check));
  return outcomes;
}

/** Runs one check; never rejects. */
export async function runCheck(target: Target, check: Check): Promise<Outcome> {
  const { theme, sentence } = check;
  const skipped = check.skip?.(target);
  if (skipped !== undefined) return { theme, sentence, result: "skipped", reason: skipped };
  try {
    await check.run(target);
    return { theme, sentence, result: "passed" };
  } catch (error) {
    const result = error instanceof NotApplicable ? "skipped" : "failed";
    const reason = error instanceof Error ? error.message : String(error);
    const { expected, got } = error instanceof Mismatch ? error : {};
    return { theme, sentence, result, reason, ...(expected && { expected, got: got ?? "" }) };
  }
}

/**
 * Checks whether a metrics plugin responds at all.
 *
 * @throws Unreachable with a sentence that says what to do.
 */
export async function expectReachable(target: Target): Promise<void> {
  const { status, headers } = await request(target, "/api/metrics/").catch((error) => {
    throw error instanceof NoResponse ? new Unreachable(error.message) : error;
  });
  if (status === 401 || status === 403) {
    throw new Unreachable(
      `${target.base} requires authentication (${status}): pass a key by --key, or another header by --header "Authorization: …"`,
    );
  }
  const isPage = headers.get("content-type")?.startsWith("text/html") ?? false;
  if (status === 404 || isPage) {
    throw new Unreachable(
      `no metrics plugin responds at ${target.base}: is it enabled, is this its base path, is a login page in front?`,
    );
  }
}

const marks = { passed: "✓", failed: "✗", skipped: "–" } as const;

/** The outcomes as a list for people, grouped by theme, with a closing line of totals. */
export function reportOf(outcomes: readonly Outcome[]): string {
  const themes = Map.groupBy(outcomes, ({ theme }) => theme);
  const parts = [...themes].map(([theme, rows]) => [theme, ...rows.flatMap(linesOf)].join("\n"));
  const count = (result: Outcome["result"]) => outcomes.filter((o) => o.result === result).length;
  const totals = `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`;
  return [...parts, totals].join("\n\n");
}

function linesOf({ result, sentence, reason, expected, got }: Outcome): string[] {
  const line = `  ${marks[result]} ${sentence}`;
  if (result === "skipped") return [`${line} (skipped: ${reason})`];
  if (expected === undefined) return reason === undefined ? [line] : [line, `      ${reason}`];
  return [line, `      expected: ${expected}`, `      got:      ${got}`];
}
