import { parseExposition } from "../../../testing/exposition-parser.ts";
import { type Answer, ask } from "../ask.ts";
import { type Check, checksOf, expectEqual, expectThat, Mismatch } from "../check.ts";
import { documentedText, readDocumentedFamilies } from "../documented-families.ts";
import { expectConsistent } from "../shapes.ts";
import type { Target } from "../target.ts";
import { expectNoStore, snapshotOf } from "./snapshot.ts";

const theme = "Prometheus: GET /api/metrics/prometheus";
const skip = ({ prometheus }: Target) => (prometheus ? undefined : "prometheus is off");

async function textOf(target: Target): Promise<Answer> {
  const answer = await ask(target, "/api/metrics/prometheus");
  expectEqual("status", answer.status, 200);
  return answer;
}

/** Checks on the exposition text. */
export const prometheusChecks: readonly Check[] = checksOf(
  theme,
  skip,
)({
  "answers 200 with content-type text/plain; charset=utf-8": async (target) => {
    const type = (await textOf(target)).headers.get("content-type");
    expectEqual("content-type", type, "text/plain; charset=utf-8");
  },
  "begins with the seven documented families, byte for byte": expectDocumented,
  "separates the seven by a blank line and ends with a newline": expectBlankLines,
  "parses whole as text format, with no series twice": expectParses,
  "keeps total = active + idle + creating and utilization = active / size": async (target) => {
    const { uptime: _, ...pool } = readDocumentedFamilies((await textOf(target)).body);
    expectConsistent(pool);
  },
  "says the same size and uptime as the JSON": expectAgreesWithJson,
  "is not kept by caches: cache-control no-store": async (target) =>
    expectNoStore(await textOf(target)),
});

async function expectDocumented(target: Target): Promise<void> {
  const { body } = await textOf(target);
  const wanted = documentedText(readDocumentedFamilies(body));
  expectEqual("the text's beginning", body.slice(0, wanted.length), wanted);
}

async function expectBlankLines(target: Target): Promise<void> {
  const { body } = await textOf(target);
  const rest = body.slice(documentedText(readDocumentedFamilies(body)).length);
  expectThat(rest === "" || /^\n?# /.test(rest), "the end or a new family", rest.slice(0, 80));
  expectThat(body.endsWith("\n"), "a final newline", body.slice(-40));
}

async function expectParses(target: Target): Promise<void> {
  const { body } = await textOf(target);
  const families = expectParsed(body);
  for (const { name, help, samples } of families) {
    expectThat(help !== undefined, "HELP for every family", name);
    const numbers = samples.map(({ value }) => value);
    expectThat(numbers.every(Number.isFinite), "finite numbers only", { name, numbers });
  }
}

function expectParsed(body: string) {
  try {
    return parseExposition(body);
  } catch (error) {
    throw new Mismatch("text format 0.0.4", error instanceof Error ? error.message : String(error));
  }
}

async function expectAgreesWithJson(target: Target): Promise<void> {
  const before = await snapshotOf(target);
  const { size, uptime } = readDocumentedFamilies((await textOf(target)).body);
  const after = await snapshotOf(target);
  expectEqual("size", size, before.pool.size);
  const isBetween = before.uptime <= uptime && uptime <= after.uptime;
  expectThat(isBetween, `an uptime from ${before.uptime} to ${after.uptime}`, uptime);
}
