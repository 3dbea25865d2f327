import { expectError, jsonOf } from "../conformance/ask.ts";
import { expectConsistent } from "../conformance/invariants.ts";
import { shaped, snapshotShape, statsShape } from "../conformance/shapes.ts";
import { parseExposition } from "../exposition-parser.ts";
import type { Fault } from "./messages.ts";
import type { RunState } from "./run-state.ts";

/** The endpoints that answer at once. */
export type Endpoint = "json" | "stats" | "prometheus";

/** An answer as it came. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string;
  url: string;
}

const PATHS = {
  json: "/api/metrics/",
  stats: "/api/metrics/stats",
  prometheus: "/api/metrics/prometheus",
} as const;

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
  const { fault, steady } = conditionThen();
  state.ledger.answered(`${endpoint} ${status}`);
  try {
    if (steady && status !== wantedStatus(fault))
      throw new Error(`while failing: ${fault ?? "nothing"}`);
    judge(endpoint, answer);
    return status === 200 ? answer.body : undefined;
  } catch (error) {
    state.ledger.problem(`${endpoint} ${status}: ${error}: ${answer.body.slice(0, 200)}`);
    return undefined;
  }
}

/** The workers themselves are read from the cache: one failing method alone makes no answer fail. */
function wantedStatus(fault: Fault | undefined): number {
  return fault === "everything" ? 503 : 200;
}

/** Throws when an answer is neither right nor an honest 503. */
export function judge(endpoint: Endpoint, answer: Answer): void {
  if (answer.status === 503) judgeRefusal(endpoint, answer);
  else if (answer.status !== 200) throw new Error("neither 200 nor 503");
  else if (endpoint === "prometheus") judgeText(answer.body);
  else judgePool(endpoint, answer);
}

function judgePool(endpoint: "json" | "stats", answer: Answer): void {
  const shape = endpoint === "json" ? snapshotShape : statsShape;
  const { pool } = shaped(shape, jsonOf(answer));
  expectConsistent(pool);
}

function judgeRefusal(endpoint: Endpoint, answer: Answer): void {
  if (endpoint !== "prometheus") expectError(answer, 503);
  else if (!/^[\w' ]+\n$/.test(answer.body)) throw new Error("a 503 that isn't one plain sentence");
}

function judgeText(body: string): void {
  const families = parseExposition(body);
  const names = new Set(families.map(({ name }) => name));
  if (!names.has("buntime_pool_total")) throw new Error("no buntime_pool_total");
}
