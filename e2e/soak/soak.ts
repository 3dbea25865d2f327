import { parseExposition } from "../exposition-parser.ts";
import { Child } from "./child-process.ts";
import { churn } from "./churn.ts";
import { faults } from "./faults.ts";
import { feedClients } from "./feeds.ts";
import { Ledger } from "./ledger.ts";
import { LIMITS } from "./limits.ts";
import { type Memory, watchMemory } from "./memory.ts";
import type { Figures } from "./messages.ts";
import { Monotone } from "./monotone.ts";
import type { Plan } from "./plan.ts";
import { randomFrom } from "./random.ts";
import { read } from "./readers.ts";
import { reloads } from "./reloads.ts";
import { Health, type RunState } from "./run-state.ts";
import { scrape } from "./scraper.ts";
import type { Outcome } from "./verdict.ts";

/** Makes a run, in which everything happens at once, and tells what was seen. */
export async function soak(plan: Plan): Promise<Outcome> {
  const child = await Child.start(plan.plantLeak);
  try {
    const ledger = new Ledger();
    const memory: Memory = { heap: [], rss: [] };
    const random = randomFrom(plan.seed);
    const over = AbortSignal.timeout(plan.durationMs);
    await act({ plan, child, ledger, random, over, health: new Health() }, memory);
    const settled = await settle(child);
    return { plan, ledger, memory, ...settled };
  } finally {
    child.kill();
  }
}

async function act(state: RunState, memory: Memory): Promise<void> {
  const counters = new Monotone();
  await Promise.all([
    scrape(state, counters),
    read(state),
    feedClients(state),
    churn(state),
    reloads(state, counters),
    faults(state),
    watchMemory(state, memory),
  ]);
  await state.child.obey({ type: "fault", fault: undefined });
}

/** Waits until nothing is left of the clients, or for as long as that may take; then stops the host. */
async function settle(child: Child): Promise<{ clientsLeft: number; settled: Figures }> {
  const deadline = performance.now() + LIMITS.settleMs;
  let clientsLeft = Number.POSITIVE_INFINITY;
  let { pluginTimers } = await child.obey({ type: "measure" });
  while ((clientsLeft > 0 || pluginTimers > 0) && performance.now() < deadline) {
    clientsLeft = await clientsOf(child);
    ({ pluginTimers } = await child.obey({ type: "measure" }));
  }
  const settled = await child.obey({ type: "stop" });
  return { clientsLeft, settled: { ...settled, pluginTimers } };
}

async function clientsOf({ base }: Child): Promise<number> {
  const response = await fetch(`${base}/api/metrics/prometheus`);
  const families = parseExposition(await response.text());
  const family = families.find(({ name }) => name === "buntime_metrics_feed_clients");
  return family?.samples[0]?.value ?? Number.POSITIVE_INFINITY;
}
