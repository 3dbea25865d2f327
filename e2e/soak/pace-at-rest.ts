import { isServed } from "./feed-answer.ts";
import { FeedSocket } from "./feed-socket.ts";
import { LIMITS } from "./limits.ts";
import { reloadWith } from "./reloads.ts";
import { pause, type RunState } from "./run-state.ts";

/** What clients of the feed got over a span. */
interface Heard {
  /** Events of each kind that each client got. */
  counts: readonly number[];
  /** How many of each kind were due to each, with a fraction. */
  due: number;
}

const INTERVAL_MS = 500;
const EVENTS = 10;
/** How often it is listened before what was heard counts as wrong: the machine may be busy. */
const ATTEMPTS = 3;
const KINDS = ["message", "activity"] as const;

/**
 * After the run, with nothing else going on: as many clients as in it stay, and each must get what is
 * due at a known pace, one event more or less. Under load only half of it is asked for.
 */
export async function holdPaceAtRest(run: RunState): Promise<void> {
  const state = { ...run, over: AbortSignal.timeout(LIMITS.paceMs) };
  await reloadWith(state, INTERVAL_MS, false);
  const clients: FeedSocket[] = [];
  try {
    for (let i = 0; i < state.plan.feedClients; i++) {
      clients.push(await FeedSocket.open(state.child.base));
    }
    const served = await Promise.all(clients.map((client) => isServed(state, client)));
    if (!served.every((it) => it === true)) throw new Error("not every client was served at rest");
    await pause(state, INTERVAL_MS); // the first event comes when the client does
    await expectOnPace(() => listen(state, clients));
  } finally {
    for (const client of clients) client.leave();
  }
}

/** Rejects when a client was not on pace in any of some attempts. */
async function expectOnPace(listen: () => Promise<Heard>): Promise<void> {
  let problem: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    problem = problemOf(await listen());
    if (problem === undefined) return;
  }
  throw new Error(problem);
}

function problemOf({ counts, due }: Heard): string | undefined {
  const least = Math.min(...counts);
  const most = Math.max(...counts);
  const wanted = Math.round(due);
  if (least >= wanted - 1 && most <= wanted + 1) return undefined;
  return `feeds at rest got ${least} to ${most} events where ${wanted} were due`;
}

async function listen(state: RunState, clients: readonly FeedSocket[]): Promise<Heard> {
  const begun = performance.now();
  const before = countsOf(clients);
  const inTime = await pause(state, EVENTS * INTERVAL_MS);
  if (!inTime) throw new Error("the feed was not heard in time");
  const due = (performance.now() - begun) / INTERVAL_MS;
  const counts = countsOf(clients).map((count, index) => count - (before[index] ?? 0));
  return { counts, due };
}

function countsOf(clients: readonly FeedSocket[]): number[] {
  return clients.flatMap(({ parser: { events } }) =>
    KINDS.map((kind) => events.filter(({ event }) => event === kind).length),
  );
}
