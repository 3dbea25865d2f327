import { expectError } from "../conformance/ask.ts";
import { expectEqual } from "../conformance/check.ts";
import type { FeedSocket } from "./feed-socket.ts";
import { expectFixedHeaders } from "./fixed-headers.ts";
import { pause, type RunState } from "./run-state.ts";

/** How long an answer may take on a machine that has other things to do. */
const PATIENCE_MS = 60_000;

/**
 * Waits for the answer to a client of the feed, and judges it.
 *
 * @returns Whether it is a stream: `false` for an honest 503, `undefined` when the run was over before.
 * @throws Error when it is neither, or has not its headers.
 */
export async function isServed(
  state: Pick<RunState, "over" | "ledger">,
  client: FeedSocket,
): Promise<boolean | undefined> {
  await Promise.race([client.answered, pause(state, PATIENCE_MS)]);
  const { status, headers, body } = client;
  if (state.over.aborted && status === undefined) return undefined;
  state.ledger.answered(`feed ${status}`);
  if (status !== 503) expectEqual("status", status ?? "none", 200);
  else expectError({ status, headers, body, url: "the feed" }, 503);
  expectFixedHeaders("feed", { status: status ?? 0, headers });
  return status === 200;
}
