import { useMemo } from "react";
import { useSharedClock } from "../../data/clock.ts";
import { isFlowing } from "../../data/feed/connection.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import { poll } from "../../data/stats/pagePoll.ts";
import { createStore, useSelected, useStore } from "../../data/store.ts";
import { useOverviewMessages } from "../../i18n/language.ts";
import { EMPTY_LEDGER, nextLedger } from "../../insight/ledger.ts";
import { type Verdict, verdictOf } from "../../insight/verdict/verdict.ts";
import { type Vitals, vitalsOf } from "../../insight/vitals.ts";
import { useAge } from "../../ui/Age.tsx";

/** The counts of each app since the page was opened. */
export const ledger = createStore(poll.store.get().readings.reduce(nextLedger, EMPTY_LEDGER));

poll.store.subscribe(() => {
  const reading = poll.store.get().readings.at(-1);
  const current = ledger.get();
  if (reading !== undefined && reading.t !== current.t) ledger.set(nextLedger(current, reading));
});

/** The contents of the first screen. */
export interface Insight {
  verdict: Verdict;
  vitals: Vitals;
  /** The time that it describes, in ms: now, or when the page was paused. */
  now: number;
}

/** Judges the numbers that have arrived; recomputed once a second, and when new ones arrive. */
export function useInsight(): Insight {
  const clock = useSharedClock();
  const { connection, snapshot, snapshotAt, startedAt, pool, activity } = useStore(feed.store);
  const readings = useSelected(poll.store, (state) => state.readings);
  const counted = useStore(ledger);
  const { phase, error, paused } = connection;
  const now = paused && snapshotAt !== null ? snapshotAt : Math.max(clock, snapshotAt ?? 0);
  const size = snapshot?.pool.size || null;
  return useMemo(() => {
    const received = { now, activity, pool, readings, ledger: counted, startedAt };
    return {
      verdict: verdictOf({ ...received, connection: { phase, error } }),
      vitals: vitalsOf({ activity, readings, ledger: counted, size, now }),
      now,
    };
  }, [now, activity, pool, counted, readings, startedAt, size, phase, error]);
}

/** How old the numbers are, in words, while no new ones arrive; otherwise `null`. */
export function useLastUpdate(): string | null {
  const { vitals } = useOverviewMessages();
  const flows = useSelected(feed.store, (state) => isFlowing(state.connection.phase));
  const age = useAge(useSelected(feed.store, (state) => state.snapshotAt ?? 0));
  return flows ? null : vitals.lastUpdate(age);
}
