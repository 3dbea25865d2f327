import { expectConsistent } from "../conformance/invariants.ts";
import { activityShape, shaped, snapshotShape } from "../conformance/shapes.ts";
import { FeedSocket } from "./feed-socket.ts";
import { pause, type RunState } from "./run-state.ts";

/** One in so many falls asleep and takes nothing any more. */
const SLEEPER = 20;
const STAY_MS = { min: 1_000, max: 20_000 } as const;
/** How long an answer may take on a machine that has other things to do. */
const PATIENCE_MS = 10_000;

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

async function stay(state: RunState): Promise<void> {
  const client = await FeedSocket.open(state.child.base);
  try {
    if (state.random() < 1 / SLEEPER) await sleepOn(state, client);
    else await listen(state, client);
  } finally {
    client.leave();
  }
}

async function sleepOn(state: RunState, client: FeedSocket): Promise<void> {
  client.sleep();
  await pause(state, timeToStay(state));
  state.ledger.answered("feed asleep");
}

async function listen(state: RunState, client: FeedSocket): Promise<void> {
  await pause(state, timeToStay(state));
  await Promise.race([client.answered, pause(state, PATIENCE_MS)]);
  if (state.over.aborted && client.status === undefined) return;
  state.ledger.answered(`feed ${client.status}`);
  if (client.status !== 200) throw new Error(`status ${client.status}`);
  judgeEvents(state, client);
}

/** Most stay for a short time. */
function timeToStay({ random }: RunState): number {
  return STAY_MS.min + random() ** 2 * (STAY_MS.max - STAY_MS.min);
}

/** Every event is right, and none is older than the one before it. */
function judgeEvents({ ledger }: RunState, { parser }: FeedSocket): void {
  let last = "";
  for (const { event, data } of parser.events) {
    ledger.answered(`feed event ${event}`);
    if (event === "activity") shaped(activityShape, JSON.parse(data));
    else last = laterThan(last, shaped(snapshotShape, JSON.parse(data)));
  }
}

function laterThan(
  last: string,
  snapshot: ReturnType<typeof shaped<typeof snapshotShape>>,
): string {
  expectConsistent(snapshot.pool);
  if (snapshot.timestamp < last) throw new Error(`${snapshot.timestamp} after ${last}`);
  return snapshot.timestamp;
}
