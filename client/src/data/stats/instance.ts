import { useEffect } from "react";
import { MOUNT } from "../../browser/mount.ts";
import { getStats } from "../api.ts";
import { feed } from "../feed/instance.ts";
import { saidInterval, statsEvery } from "../feed/timing.ts";
import { useSelected } from "../store.ts";
import { createStatsPoll } from "./poll.ts";
import type { Asked } from "./status.ts";

/** The page's one poll of `stats`. */
export const poll = createStatsPoll({
  ask: (signal) => getStats(MOUNT, signal),
  every: () => statsEvery(feed.store.get().connection.distances),
  now: () => Date.now(),
});

/** Asks for `stats` while the component is shown, the tab is visible and the user has not paused. */
export function useStatsPoll(): void {
  const phase = useSelected(feed.store, (state) => state.connection.phase);
  const resting = phase === "paused" || phase === "hidden";
  useEffect(() => (resting ? undefined : poll.start()), [resting]);
}

/** How the poll stands; draws again only when that changes, not with every answer. */
export function useAsked(): Asked {
  const every = useSelected(poll.store, (state) => saidInterval(state.distances));
  const late = useSelected(poll.store, (state) => state.late);
  const failed = useSelected(poll.store, (state) => state.error !== null);
  const at = useSelected(poll.store, (state) => (state.late || state.error ? state.at : null));
  return { every, late, failed, at };
}
