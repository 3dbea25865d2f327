import { expectConsistent } from "../conformance/invariants.ts";
import { activityShape, shaped, snapshotShape } from "../conformance/shapes.ts";
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

async function stay(state: RunState): Promise<void> {
  const { ledger, random } = state;
  const client = await FeedSocket.open(state.child.base);
  const sleeps = random() < 1 / SLEEPER;
  if (sleeps) client.sleep();
  const staysOn = await pause(state, STAY_MS.min + random() ** 2 * (STAY_MS.max - STAY_MS.min));
  client.leave();
  if (sleeps) ledger.answered("feed asleep");
  else if (staysOn || client.status !== undefined) judgeStay(state, client);
}

function judgeStay(state: RunState, client: FeedSocket): void {
  state.ledger.answered(`feed ${client.status}`);
  if (client.status !== 200) throw new Error(`status ${client.status}`);
  judgeEvents(state, client);
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
