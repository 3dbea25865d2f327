import { Child } from "./child-process.ts";
import { churn } from "./churn.ts";
import { compare } from "./compare.ts";
import { faults, setFault } from "./faults.ts";
import { FeedPace } from "./feed-pace.ts";
import { feedClients } from "./feeds.ts";
import { Health } from "./health.ts";
import { Ledger } from "./ledger.ts";
import { type Memory, watchMemory } from "./memory.ts";
import type { Figures } from "./messages.ts";
import { Monotone } from "./monotone.ts";
import { holdPaceAtRest } from "./pace-at-rest.ts";
import { FIRST_PACE, type Plan } from "./plan.ts";
import { randomFrom } from "./random.ts";
import { read } from "./readers.ts";
import { reloads } from "./reloads.ts";
import { changeAtRest, compareAtRest } from "./rest.ts";
import type { RunState } from "./run-state.ts";
import { scrape } from "./scraper.ts";
import { settle } from "./settle.ts";
import { Steadiness } from "./steadiness.ts";
import type { Outcome } from "./verdict.ts";

/** Makes a run, in which everything happens at once, and tells what was seen. */
export async function soak(plan: Plan): Promise<Outcome> {
  const child = await Child.start(plan.plant);
  try {
    const ledger = new Ledger();
    const memory: Memory = { heap: [], rss: [] };
    const state = {
      ...{ plan, child, ledger, random: randomFrom(plan.seed) },
      over: AbortSignal.timeout(plan.durationMs),
      health: new Health(),
      module: new Steadiness(),
      pace: new FeedPace(FIRST_PACE),
    };
    await act(state, memory);
    return { plan, ledger, memory, ...(await end(state)) };
  } finally {
    child.kill();
  }
}

async function act(state: RunState, memory: Memory): Promise<void> {
  const counters = new Monotone();
  await Promise.all([
    scrape(state, counters),
    read(state),
    compare(state),
    feedClients(state),
    churn(state),
    reloads(state, counters),
    faults(state),
    watchMemory(state, memory),
  ]);
}

/** What is looked at when all has come to rest; whatever goes wrong here is a problem of the run. */
async function end(state: RunState): Promise<{ clientsLeft: number; settled: Figures }> {
  const { child, ledger } = state;
  const step = <T>(what: string, task: () => Promise<T>) =>
    task().catch((error) => ledger.problem(`${what}: ${error}`));
  await step("the end of its faults", () => setFault(state, undefined));
  await step("the feed's pace", () => holdPaceAtRest(state));
  await step("changes at rest", () => changeAtRest(state));
  await step("at rest", () => compareAtRest(state));
  const left = await step("at the end", () => settle(child, ledger));
  const last = await step("while the host stops", () => child.stop());
  const figures = last ?? { heap: 0, rss: 0, pluginTimers: 0, unhandled: [], logLines: 0 };
  return {
    clientsLeft: left?.clients ?? 0,
    settled: { ...figures, pluginTimers: left?.timers ?? 0 },
  };
}
