import { eventually } from "../../testing/eventually.ts";
import { LIMITS } from "./limits.ts";
import { NarrowSocket } from "./narrow-socket.ts";
import { pause, type RunState } from "./run-state.ts";
import { clientsOf } from "./settle.ts";

const PACE_MS = 250;

/**
 * After the run, when no other client is left: some that take nothing stay until the plugin has dropped
 * them, which shows in its count while their connections are still open.
 */
export async function stallUntilDropped(run: RunState): Promise<void> {
  const { plan, child, ledger } = run;
  const state = { ...run, over: AbortSignal.timeout(LIMITS.dropMs) };
  const sockets: NarrowSocket[] = [];
  try {
    for (let i = 0; i < plan.stalled; i++) {
      sockets.push(new NarrowSocket(`${child.base}/api/metrics/sse`));
    }
    let served = sockets.length;
    await eventually("all are served", async () => (await clientsOf(child)) === served);
    while (served > 0 && (await pause(state, PACE_MS))) {
      const before = served;
      served = await clientsOf(child);
      for (let i = served; i < before; i++) ledger.answered("feed dropped");
    }
    if (served > 0) ledger.problem(`${served} feed clients that take nothing were not dropped`);
  } finally {
    for (const socket of sockets) socket.leave();
  }
}
