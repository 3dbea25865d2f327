import { askAndJudge } from "./judge.ts";
import { every, type RunState } from "./run-state.ts";

/** How many readers of each kind there are. */
const READERS = 4;
const PACE_MS = 400;

/** Reads JSON and stats, several at a time. */
export async function read(state: RunState): Promise<void> {
  const kinds = Array.from({ length: READERS }, () => ["json", "stats"] as const).flat();
  await Promise.all(
    kinds.map((kind) => every(state, PACE_MS, async () => void (await askAndJudge(state, kind)))),
  );
}
