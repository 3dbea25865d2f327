import { isServed } from "./feed-answer.ts";
import { judgeFeed } from "./feed-judge.ts";
import { FeedSocket } from "./feed-socket.ts";
import { pause, type RunState } from "./run-state.ts";

/** One in so many falls asleep and takes nothing any more. */
const SLEEPER = 20;
const STAY_MS = { min: 1_000, max: 20_000 } as const;

/** Keeps the plan's number of feed clients, each for a while; looks at what every one was sent. */
export async function feedClients(state: RunState): Promise<void> {
  await Promise.all(Array.from({ length: state.plan.feedClients }, () => comeAndGo(state)));
}

async function comeAndGo(state: RunState): Promise<void> {
  while (await pause(state, state.random() * 1_000)) {
    try {
      await stay(state);
    } catch (error) {
      state.ledger.problem(`feed: ${error}`);
    }
  }
}

/** One client, from its coming to its going. Rejects when something of what it was sent is wrong. */
export async function stay(state: RunState): Promise<void> {
  const sameModule = state.module.watch();
  const client = await FeedSocket.open(state.child.base);
  try {
    const served = await isServed(state, client);
    // The module that goes sends away who still reaches it.
    if (served === false && sameModule()) throw new Error("status 503");
    if (!served) return;
    if (state.random() < 1 / SLEEPER) await sleepOn(state, client);
    else await listen(state, client, sameModule);
  } finally {
    client.leave();
  }
}

async function sleepOn(state: RunState, client: FeedSocket): Promise<void> {
  client.sleep();
  await pause(state, timeToStay(state));
  state.ledger.answered("feed asleep");
}

/** A client whose stream ends leaves before its time: another module has come, or else it is a fault. */
async function listen(
  state: RunState,
  client: FeedSocket,
  sameModule: () => boolean,
): Promise<void> {
  const { ledger, pace } = state;
  const dueBefore = pace.due;
  const ended = client.ended.then(() => "ended");
  const how = await Promise.race([ended, pause(state, timeToStay(state))]);
  for (const { event } of client.parser.events) ledger.answered(`feed event ${event}`);
  judgeFeed(client.parser.events, pace.due - dueBefore);
  if (how === "ended" && sameModule()) throw new Error("ended by itself");
}

/** Most stay for a short time. */
function timeToStay({ random }: RunState): number {
  return STAY_MS.min + random() ** 2 * (STAY_MS.max - STAY_MS.min);
}
