import { useMemo } from "react";
import { useSharedClock } from "../../data/clock.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import { poll } from "../../data/stats/pagePoll.ts";
import { useSelected, useStore } from "../../data/store.ts";
import { ledger } from "../../insight/pageLedger.ts";
import { type Verdict, verdictOf } from "../../insight/verdict/verdict.ts";
import { type Vitals, vitalsOf } from "../../insight/vitals.ts";

/** What the first screen says. */
export interface Insight {
  verdict: Verdict;
  vitals: Vitals;
  /** The time that it is about, in ms: now, or when the page was paused. */
  now: number;
}

/** What the numbers that have arrived mean; computed again once a second, and when new ones arrive. */
export function useInsight(): Insight {
  const clock = useSharedClock();
  const { connection, snapshot, snapshotAt, pool, activity } = useStore(feed.store);
  const readings = useSelected(poll.store, (state) => state.readings);
  const counted = useStore(ledger);
  const { phase, error, paused } = connection;
  const now = paused && snapshotAt !== null ? snapshotAt : Math.max(clock, snapshotAt ?? 0);
  const uptime = snapshot?.uptime ?? null;
  const size = snapshot?.pool.size || null;
  return useMemo(() => {
    const evidence = {
      now,
      activity,
      pool,
      readings,
      ledger: counted,
      uptime,
      connection: { phase, error },
    };
    return {
      verdict: verdictOf(evidence),
      vitals: vitalsOf({ activity, readings, size, now }),
      now,
    };
  }, [now, activity, pool, counted, readings, uptime, size, phase, error]);
}
