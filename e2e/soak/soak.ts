import { eventually } from "../../testing/eventually.ts";
import { parseExposition } from "../../testing/exposition-parser.ts";
import type { RawClient } from "../../testing/raw-client.ts";
import { act, openFeed } from "./actors.ts";
import { startChild } from "./child-process.ts";
import { compare, ENDPOINTS, type Endpoint, request } from "./judge.ts";
import { KEY, type Plan } from "./plan.ts";
import { Run } from "./run.ts";
import type { Outcome } from "./verdict.ts";

/** The shortest interval of the feed. */
const FASTEST_MS = 50;
/** How long the comparison at rest may take. */
const REST_MS = 30_000;
/** How long the last clients' places and timers may remain. */
const SETTLE_MS = 60_000;

/** Makes a run, and returns what was observed. */
export async function soak(plan: Plan): Promise<Outcome> {
  const child = await startChild(plan.plant);
  try {
    const run = new Run(plan, child);
    await act(run);
    run.over = AbortSignal.timeout(REST_MS);
    await rest(run).catch((error) => run.problem(`at rest: ${error}`));
    const clientsLeft = await settle(run);
    const { pluginTimers } = await child.call("figures");
    const settled = { ...(await child.call("stop")), pluginTimers };
    return { ...run, clientsLeft, settled };
  } finally {
    child.kill();
  }
}

/**
 * After the run, with a pool at rest: a changed module, a pool that can't be read, and then every response,
 * also the feed's, compared with the pool itself.
 */
async function rest(run: Run): Promise<void> {
  await run.setFault(undefined);
  await run.reload(FASTEST_MS, true);
  await run.setFault("everything");
  for (const endpoint of ENDPOINTS) await request(run, endpoint);
  await run.setFault(undefined);
  run.count("faults");
  await run.reload(FASTEST_MS, false);
  for (const endpoint of ENDPOINTS) {
    await untilCompared(run, endpoint, () => request(run, endpoint));
  }
  const client = await openFeed(run);
  try {
    await untilCompared(run, "feed", (since) => nextEvent(run, client, since));
  } finally {
    client.reset();
  }
}

/** Retries: a worker may still become idle or be retired. */
async function untilCompared(
  run: Run,
  what: Endpoint | "feed",
  send: (since: string) => Promise<string | undefined>,
): Promise<void> {
  while (!(await compare(run, what, send))) {
    if (!(await run.pause(FASTEST_MS))) throw new Error(`${what} was not comparable`);
  }
}

/** The first snapshot that was taken after a time. */
async function nextEvent(run: Run, client: RawClient, since: string): Promise<string | undefined> {
  do {
    const snapshots = client.events.filter(({ event }) => event === "message");
    const next = snapshots.find(({ data }) => JSON.parse(data).timestamp > since);
    if (next) return next.data;
  } while (await run.pause(FASTEST_MS));
  return undefined;
}

/** Waits until no feed client and no timer of the plugin is left, and returns the clients that are. */
async function settle({ child }: Run): Promise<number> {
  const headers = { "x-api-key": KEY };
  let clients = Number.NaN;
  const isSettled = async () => {
    const text = await (await fetch(`${child.base}/api/metrics/prometheus`, { headers })).text();
    const families = parseExposition(text);
    const family = families.find(({ name }) => name === "buntime_metrics_feed_clients");
    clients = family?.samples[0]?.value ?? Number.NaN;
    return clients === 0 && (await child.call("figures")).pluginTimers === 0;
  };
  await eventually("all clients have disconnected", isSettled, SETTLE_MS).catch(() => {});
  return clients;
}
