import { parseExposition } from "../../testing/exposition-parser.ts";
import { expectError, jsonOf } from "../conformance/ask.ts";
import { shaped, snapshotShape, statsShape } from "../conformance/shapes.ts";
import { expectCounted, expectRightPool } from "./consistent.ts";
import { type Endpoint, PATHS } from "./endpoints.ts";
import { expectFixedHeaders } from "./fixed-headers.ts";
import type { Condition } from "./health.ts";
import type { Fault } from "./messages.ts";
import type { RunState } from "./run-state.ts";
import { poolOfText, workersOfText } from "./text-figures.ts";

/** An answer as it came. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string;
  url: string;
}

const WELL: Condition = { fault: undefined, steady: true };

/**
 * Asks an endpoint and judges the answer: right, or an honest 503. While the pool's condition is
 * known it must be the one or the other; while it changes, either.
 *
 * @returns The body of an answer that is right.
 */
export async function askAndJudge(
  state: RunState,
  endpoint: Endpoint,
): Promise<string | undefined> {
  const conditionThen = state.health.watch();
  const response = await fetch(`${state.child.base}${PATHS[endpoint]}`, { signal: state.over });
  const { status, headers, url } = response;
  const answer = { status, headers, url, body: await response.text() };
  const condition = conditionThen();
  state.ledger.answered(`${endpoint} ${status}`);
  try {
    judge(endpoint, answer, condition);
    return status === 200 ? answer.body : undefined;
  } catch (error) {
    state.ledger.problem(`${endpoint} ${status}: ${error}: ${answer.body.slice(0, 200)}`);
    return undefined;
  }
}

/** Throws when an answer is neither right nor an honest 503. */
export function judge(endpoint: Endpoint, answer: Answer, condition: Condition = WELL): void {
  const { fault, steady } = condition;
  if (answer.status !== 200 && answer.status !== 503) throw new Error("neither 200 nor 503");
  if (steady && answer.status !== wantedStatus(fault)) {
    throw new Error(`while failing: ${fault ?? "nothing"}`);
  }
  expectFixedHeaders(endpoint, answer);
  if (answer.status === 503) judgeRefusal(endpoint, answer);
  else if (endpoint === "prometheus") judgeText(answer.body, condition);
  else if (endpoint === "stats") judgeStats(answer);
  else expectRightPool(shaped(snapshotShape, jsonOf(answer)).pool);
}

/** The workers themselves are read from the cache: one failing method alone makes no answer fail. */
function wantedStatus(fault: Fault | undefined): number {
  return fault === "everything" ? 503 : 200;
}

function judgeRefusal(endpoint: Endpoint, answer: Answer): void {
  if (endpoint !== "prometheus") expectError(answer, 503);
  else if (!/^[\w' ]+\n$/.test(answer.body)) throw new Error("a 503 that isn't one plain sentence");
}

function judgeStats(answer: Answer): void {
  const { pool, workers } = shaped(statsShape, jsonOf(answer));
  expectRightPool(pool);
  expectCounted(pool, workers);
}

function judgeText(body: string, { fault, steady }: Condition): void {
  const families = parseExposition(body);
  const pool = poolOfText(families);
  expectRightPool(pool);
  const workers = workersOfText(families);
  // The families of the apps are left out, as a whole, while their rows can't be read.
  const mayLack = fault === "getWorkerStats" || !steady;
  if (workers || !mayLack) expectCounted(pool, workers ?? []);
}
