import { expectAgrees } from "./agreement.ts";
import { ENDPOINTS, type Endpoint } from "./endpoints.ts";
import { askAndJudge } from "./judge.ts";
import { unchanged } from "./pool-now.ts";
import { every, type RunState } from "./run-state.ts";

const PACE_MS = 200;

/** Holds the answers against the child's own pool, again and again while everything happens. */
export function compare(state: RunState): Promise<void> {
  return every(state, PACE_MS, async () => {
    for (const endpoint of ENDPOINTS) {
      await compareOnce(state, endpoint, () => askAndJudge(state, endpoint));
    }
  });
}

/**
 * Asks between two looks at the child's pool. Where nothing has changed from one to the other, the
 * answer must say the same as they do; else nothing can be said of it.
 *
 * @param ask - Gives an answer's body; `undefined` where there is none.
 * @returns Whether the answer could be held against the pool.
 */
export async function compareOnce(
  { child, ledger }: RunState,
  what: Endpoint | "feed",
  ask: (since: string) => Promise<string | undefined>,
): Promise<boolean> {
  const before = await child.pool();
  const body = await ask(before.at);
  const after = await child.pool();
  if (body === undefined || !unchanged(before, after)) return false;
  ledger.answered(`${what} beside the pool`);
  try {
    expectAgrees(what, body, after);
  } catch (error) {
    ledger.problem(`${what} beside the pool: ${error}`);
  }
  return true;
}
