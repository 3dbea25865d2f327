import { parseExposition } from "../../testing/exposition-parser.ts";
import { expectEqual, expectThat } from "../conformance/check.ts";
import { expectError, type HttpResponse, jsonOf } from "../conformance/request.ts";
import {
  expectConsistent,
  type Pool,
  shaped,
  snapshotShape,
  statsShape,
} from "../conformance/shapes.ts";
import type { Fault } from "./child.ts";
import { POOL_SIZE } from "./plan.ts";
import { isUnchanged, type PoolNow } from "./pool-now.ts";
import type { Run } from "./run.ts";

/** The endpoints that respond at once, and their paths below `/api/metrics/`. */
const PATHS = { json: "", stats: "stats", prometheus: "prometheus" } as const;
export type Endpoint = keyof typeof PATHS;
export const ENDPOINTS = Object.keys(PATHS) as Endpoint[];

/** Workers in a state: a row of `stats`, or a sample of the text with its count. */
interface Counted {
  id?: string;
  app: string;
  state: string;
  requests?: number;
  count?: number;
}

/** What a response reports of the pool. Only `stats` and the text have its workers. */
interface Reported {
  pool: Pool;
  workers?: Counted[];
}

/** A response, and the part of the pool that failed; `changing` if that changed meanwhile. */
export interface Received extends HttpResponse {
  fault: Fault | "changing" | undefined;
}

/**
 * Requests a path below `/api/metrics/` and judges the response. What that throws is a problem of the run.
 *
 * @returns What `judge` has returned.
 */
export async function judged<T>(
  run: Run,
  what: string,
  path: string,
  judge: (response: Received) => T,
  key?: string | null,
): Promise<T | undefined> {
  const isSteady = run.faultChanges.watch();
  const response = await run.fetch(`/api/metrics/${path}`, key);
  const body = await response.text();
  const { status, headers, url } = response;
  run.count(`${what} ${status}`);
  try {
    return judge({ status, headers, body, url, fault: isSteady() ? run.fault : "changing" });
  } catch (error) {
    run.problem(`${what} ${status}: ${error}: ${body.slice(0, 200)}`);
    return undefined;
  }
}

/**
 * Whether it is the 503 of a pool that can't be read. While that changes, either is accepted.
 *
 * @param isText - Whether the response is text for Prometheus.
 * @param refusing - The faults with which it must be refused. Default: the workers are read from the pool's
 * cache, so a single failing method doesn't fail any response.
 * @throws Mismatch unless it is refused with these and with no other.
 */
export function isRefusal(
  response: Received,
  isText = false,
  refusing: readonly Received["fault"][] = ["everything"],
): boolean {
  const { status, body, fault } = response;
  const isRefused = status === 503 && !body.includes('"exceeded"');
  const expected = refusing.includes(fault) ? 503 : 200;
  if (fault !== "changing") expectEqual("status", isRefused ? 503 : 200, expected);
  if (isRefused && isText) expectThat(/^[\w' ]+\n$/.test(body), "one plain sentence", body);
  else if (isRefused) expectError(response, 503);
  return isRefused;
}

/** Requests an endpoint and checks the response. Resolves to the body of a correct 200. */
export function request(run: Run, endpoint: Endpoint): Promise<string | undefined> {
  return judged(run, endpoint, PATHS[endpoint], (response) => {
    const { status, body, fault } = response;
    const isText = endpoint === "prometheus";
    if (isRefusal(response, isText)) return undefined;
    if (isText) expectEqual("status", status, 200);
    else jsonOf(response);
    const { pool, workers } = expectConsistentBody(endpoint, body);
    // The families of the apps are left out, as a whole, while their rows can't be read.
    const mayLackWorkers = fault === "getWorkerStats" || fault === "changing";
    if (isText && !workers && !mayLackWorkers) expectCounts(pool, []);
    return body;
  });
}

/** @throws Mismatch unless size, formulas and workers, if there are any, are consistent. */
export function expectConsistentBody(what: Endpoint | "feed", body: string): Reported {
  const reported = read(what, body);
  expectEqual("size", reported.pool.size, POOL_SIZE);
  expectConsistent(reported.pool);
  if (reported.workers) expectCounts(reported.pool, reported.workers);
  return reported;
}

/**
 * Makes a request between two readings of the host's own pool. Where nothing has changed from one to
 * the other, the response must report the same.
 *
 * @param send - Resolves to a body; to `undefined` if there is none.
 * @returns Whether the response could be compared with the pool.
 */
export async function compare(
  run: Run,
  what: Endpoint | "feed",
  send: (since: string) => Promise<string | undefined>,
): Promise<boolean> {
  const before = await run.child.call("pool");
  const body = await send(before.at);
  const after = await run.child.call("pool");
  if (body === undefined || !isUnchanged(before, after)) return false;
  run.count(`${what} compared with the pool`);
  try {
    expectAgrees(read(what, body), after);
  } catch (error) {
    run.problem(`${what} compared with the pool: ${error}`);
  }
  return true;
}

function read(what: Endpoint | "feed", body: string): Reported {
  if (what === "prometheus") return readText(body);
  if (what === "stats") return shaped(statsShape, JSON.parse(body));
  return shaped(snapshotShape, JSON.parse(body));
}

function readText(body: string): Reported {
  const families = new Map(parseExposition(body).map((family) => [family.name, family.samples]));
  const gauge = (name: keyof Pool) =>
    families.get(`buntime_pool_${name}`)?.[0]?.value ?? Number.NaN;
  const [size, active, idle] = [gauge("size"), gauge("active"), gauge("idle")];
  const [creating, total, utilization] = [gauge("creating"), gauge("total"), gauge("utilization")];
  const pool = { size, active, idle, creating, total, utilization };
  const samples = families.get("buntime_app_workers");
  if (!samples) return { pool };
  const workers = samples.map(({ labels: { app = "", state = "" }, value }) => ({
    ...{ app, state, count: value },
  }));
  return { pool, workers };
}

/** Compares the pool's numbers with its workers; `ready` counts as idle, `terminated` not at all. */
function expectCounts({ active, idle, creating }: Pool, workers: readonly Counted[]): void {
  const of = (...states: string[]) =>
    workers
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { count = 1 }) => sum + count, 0);
  expectEqual("active compared with its workers", active, of("active"));
  expectEqual("idle compared with its workers", idle, of("idle", "ready"));
  expectEqual("creating compared with its workers", creating, of("creating"));
}

/** Expects a row with the same values for every worker of the pool. Past rows have other ids. */
function expectAgrees({ pool, workers = [] }: Reported, now: PoolNow): void {
  expectCounts(pool, now.workers);
  for (const { app, state, count } of workers) {
    if (count === undefined) continue;
    const held = now.workers.filter((worker) => worker.app === app && worker.state === state);
    expectEqual(`workers of ${app} that are ${state}`, count, held.length);
  }
  if (workers.every(({ id }) => id === undefined)) return;
  for (const worker of now.workers) {
    const { id, app, state, requests } = workers.find(({ id }) => id === worker.id) ?? {};
    expectThat(
      Bun.deepEquals({ id, app, state, requests }, worker),
      JSON.stringify(worker),
      workers,
    );
  }
}
