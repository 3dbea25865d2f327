import { useEffect } from "react";
import { MOUNT } from "../../browser/mount.ts";
import { getStats } from "../api.ts";
import { now } from "../clock.ts";
import { feed } from "../feed/pageFeed.ts";
import { roundedInterval, statsPollInterval } from "../feed/timing.ts";
import { useSelected } from "../store.ts";
import { createStatsPoll } from "./poll.ts";
import type { StatsStatus } from "./statsStatus.ts";

/** The page's poll of `stats`. */
export const poll = createStatsPoll({
  getStats: (signal) => getStats(MOUNT, signal),
  interval: () => statsPollInterval(feed.store.get().connection.intervals),
  now,
});

/**
 * Polls `stats` while the component is mounted, the tab visible and the page not paused. A page that is
 * opened while paused requests them once, to have something to hold.
 */
export function useStatsPoll(): void {
  const phase = useSelected(feed.store, (state) => state.connection.phase);
  const [isPaused, isHidden] = [phase === "paused", phase === "hidden"];
  useEffect(() => {
    if (isHidden || (isPaused && poll.store.get().stats !== null)) return;
    return poll.start(isPaused);
  }, [isPaused, isHidden]);
}

/** The status of the poll; it re-renders only when that changes, not for every response. */
export function useStatsStatus(): StatsStatus {
  const interval = useSelected(poll.store, (state) => roundedInterval(state.intervals));
  const late = useSelected(poll.store, (state) => state.late);
  const failed = useSelected(poll.store, (state) => state.error !== null);
  const at = useSelected(poll.store, (state) => (state.late || state.error ? state.at : null));
  return { interval, late, failed, at };
}
