import { parseExposition } from "../../testing/exposition-parser.ts";
import { expectEqual, expectThat } from "../conformance/check.ts";
import { expectError, jsonOf } from "../conformance/request.ts";
import {
  expectConsistent,
  type Pool,
  shaped,
  snapshotShape,
  statsShape,
} from "../conformance/shapes.ts";
import { POOL_SIZE } from "./plan.ts";
import { isUnchanged, type PoolNow } from "./pool-now.ts";
import type { Run } from "./run.ts";

/** The endpoints that respond at once, and their paths below the plugin's base. */
const PATHS = {
  json: "/api/metrics/",
  stats: "/api/metrics/stats",
  prometheus: "/api/metrics/prometheus",
} as const;
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

/**
 * Requests an endpoint and checks the response: correct, or a 503 while the pool fails. While that changes,
 * either is accepted.
 *
 * @returns The body of a correct 200.
 */
export async function request(run: Run, endpoint: Endpoint): Promise<string | undefined> {
  const isSteady = run.faultChanges.watch();
  const response = await run.fetch(PATHS[endpoint]);
  const body = await response.text();
  const { status, headers, url } = response;
  const fault = isSteady() ? run.fault : "changing";
  run.count(`${endpoint} ${status}`);
  try {
    // The workers are read from the pool's cache: a single failing method doesn't fail any response.
    const expected = fault === "everything" ? 503 : 200;
    if (fault !== "changing" || status !== 503) expectEqual("status", status, expected);
    if (status === 503 && endpoint === "prometheus") {
      expectThat(/^[\w' ]+\n$/.test(body), "one plain sentence", body);
    } else if (status === 503) expectError({ status, headers, body, url }, 503);
    else if (endpoint !== "prometheus") jsonOf({ status, headers, body, url });
    if (status === 503) return undefined;
    const { pool, workers } = expectConsistentBody(endpoint, body);
    // The families of the apps are left out, as a whole, while their rows can't be read.
    const mayLackWorkers = fault === "getWorkerStats" || fault === "changing";
    if (endpoint === "prometheus" && !workers && !mayLackWorkers) expectCounts(pool, []);
    return body;
  } catch (error) {
    run.problem(`${endpoint} ${status}: ${error}: ${body.slice(0, 200)}`);
    return undefined;
  }
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
