import type { StreamEvent } from "../../testing/event-stream.ts";
import { expectThat } from "../conformance/check.ts";
import { compareOnce } from "./compare.ts";
import { ENDPOINTS, type Endpoint } from "./endpoints.ts";
import { setFault } from "./faults.ts";
import { isServed } from "./feed-answer.ts";
import { FeedSocket } from "./feed-socket.ts";
import { askAndJudge } from "./judge.ts";
import { LIMITS } from "./limits.ts";
import { reloadWith } from "./reloads.ts";
import { pause, type RunState } from "./run-state.ts";

/** The fastest pace of the feed. */
const FASTEST_MS = 50;

/** After the run, so that every run has them: a changed module, and a pool of which nothing can be read. */
export async function changeAtRest(run: RunState): Promise<void> {
  const state = { ...run, over: AbortSignal.timeout(LIMITS.restMs) };
  await state.module.changing(() => reloadWith(state, FASTEST_MS, true));
  state.ledger.answered("reloads of another content");
  await setFault(state, "everything");
  for (const endpoint of ENDPOINTS) await askAndJudge(state, endpoint);
  await setFault(state, undefined);
  state.ledger.answered("faults");
}

/** After the run, with nothing going on in the pool: every response, the feed's too, beside the pool itself. */
export async function compareAtRest(run: RunState): Promise<void> {
  const state = { ...run, over: AbortSignal.timeout(LIMITS.restMs) };
  await reloadWith(state, FASTEST_MS, false);
  for (const endpoint of ENDPOINTS) {
    await untilCompared(state, endpoint, () => askAndJudge(state, endpoint));
  }
  const client = await FeedSocket.open(state.child.base);
  try {
    expectThat((await isServed(state, client)) === true, "a feed at rest", client.status);
    await untilCompared(state, "feed", (since) => nextEvent(state, client, since));
  } finally {
    client.leave();
  }
}

/** A worker may still go idle, or its time be over: then there is another try. */
async function untilCompared(
  state: RunState,
  what: Endpoint | "feed",
  ask: (since: string) => Promise<string | undefined>,
): Promise<void> {
  while (!(await compareOnce(state, what, ask))) {
    if (!(await pause(state, FASTEST_MS))) throw new Error(`${what} was not comparable at rest`);
  }
}

/** The first event that was made after a moment. */
async function nextEvent(
  state: RunState,
  { parser }: FeedSocket,
  since: string,
): Promise<string | undefined> {
  const isNew = ({ event, data }: StreamEvent) =>
    event === "message" && JSON.parse(data).timestamp > since;
  do {
    const event = parser.events.find(isNew);
    if (event) return event.data;
  } while (await pause(state, FASTEST_MS));
  return undefined;
}
