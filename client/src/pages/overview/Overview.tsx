import { useEffect } from "react";
import type { ChartWindow } from "../../charts/timeWindow.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import { useStatsPoll } from "../../data/stats/pagePoll.ts";
import { useSelected } from "../../data/store.ts";
import { loadTexts } from "../../i18n/language.ts";
import { LazyBoundary, lazyPart } from "../../ui/lazyPart.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useInsight } from "./useInsight.ts";
import { VerdictPanel } from "./Verdict.tsx";
import { VitalsPanel } from "./Vitals.tsx";

/** What comes after the verdict and its numbers; it loads after the first paint. */
const LowerPanels = lazyPart(async () => {
  const files = [import("./LowerPanels.tsx"), loadTexts("panels")] as const;
  // Together: when both fail, as after an upgrade, one alone would be an error that nothing handles.
  const [{ LowerPanels, loadHistory }] = await Promise.all(files);
  await loadHistory();
  return LowerPanels;
});

/** Requests that part's files before there are numbers: the feed may take the last connection to the host. */
function preload(): void {
  const files = [import("./LowerPanels.tsx"), import("../../charts/TimeSeries.tsx")];
  Promise.all([...files, loadTexts("panels")]).catch(() => {});
}

/** The pool at a glance, from the live feed and a poll of `stats`. */
export function Overview({ window }: { window: ChartWindow }) {
  useEffect(preload, []);
  useStatsPoll();
  const snapshot = useSelected(feed.store, (state) => state.snapshot);
  const at = useSelected(feed.store, (state) => state.snapshotAt);
  const hasFailed = useSelected(feed.store, (state) => state.connection.error !== null);
  const insight = useInsight();
  // After a failure the notice above says why there are no numbers.
  if (snapshot === null || at === null) return hasFailed ? null : <Skeleton />;
  return (
    <div className="grid min-w-0 gap-3">
      <VerdictPanel verdict={insight.verdict} />
      <VitalsPanel {...insight} />
      <LazyBoundary fallback={<div className="min-h-screen" />}>
        <LowerPanels snapshot={snapshot} at={at} verdict={insight.verdict} window={window} />
      </LazyBoundary>
    </div>
  );
}
