import { useMemo } from "react";
import { chartStart } from "../../charts/axes.ts";
import type { ChartRange } from "../../charts/ChartPanel.tsx";
import { useSharedClock } from "../../data/clock.ts";
import { isFlowing } from "../../data/feed/connection.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import { useSelected, useStore } from "../../data/store.ts";
import { useFormat } from "../../format/useFormat.ts";
import { visibleApp } from "../../format/visible.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { type Milestone, milestonesOf } from "../../insight/journal/milestones.ts";
import { journal } from "../../insight/journal/pageJournal.ts";
import { type ChartWindow, windowMs } from "./search.ts";

/** The right edge, in ms: the last sample while numbers arrive, otherwise the present, so that the silence is visible. */
function useEnd(): number {
  const now = useSharedClock();
  const flows = useSelected(feed.store, (state) => isFlowing(state.connection.phase));
  const last = useSelected(feed.store, (state) => state.snapshotAt);
  return flows && last !== null ? last : Math.max(now, last ?? 0);
}

/** The markers of the charts. */
function useMarkers(): ChartRange["markers"] {
  const { journal: words } = usePanelMessages();
  const { entries, since } = useStore(journal);
  const activity = useSelected(feed.store, (state) => state.activity);
  const startedAt = useSelected(feed.store, (state) => state.startedAt);
  return useMemo(() => {
    const inWords = ({ kind, app }: Milestone) =>
      app === null ? words[kind] : `${visibleApp(app)}: ${words[kind]}`;
    return milestonesOf(entries, activity, startedAt, since).map((milestone) => ({
      ...milestone,
      text: inWords(milestone),
    }));
  }, [entries, activity, startedAt, since, words]);
}

/** The time range of all charts on the page, with its markers. */
export function useChartRange(window: ChartWindow): ChartRange {
  const { charts: t } = usePanelMessages();
  const { duration, clock } = useFormat();
  const to = useEnd();
  const markers = useMarkers();
  const first = useSelected(feed.store, ({ pool, activity }) =>
    Math.min(pool[0]?.t ?? to, activity[0]?.t ?? to),
  );
  const covered = Math.max(to - first, 0);
  const from = chartStart(first, to, windowMs(window));
  const lasting = window === "all" ? "" : t.lastMinutes(window);
  const isCovered = covered >= windowMs(window);
  const soFar =
    window === "all" ? t.since(clock(first)) : t.soFar(duration(covered / 1_000), lasting);
  return { from, to, period: isCovered ? lasting : soFar, markers };
}
