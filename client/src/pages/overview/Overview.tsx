import { useEffect } from "react";
import { feed } from "../../data/feed/pageFeed.ts";
import { useStatsPoll } from "../../data/stats/pagePoll.ts";
import { useStore } from "../../data/store.ts";
import { loadTexts, useOverviewMessages } from "../../i18n/language.ts";
import { verdictTitle } from "../../insight/words.ts";
import { LazyBoundary, lazyPart } from "../../ui/lazyPart.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Page } from "../Page.tsx";
import { useWords } from "../StatementText.tsx";
import { type ChartWindow, WINDOWS } from "./search.ts";
import { type Insight, useInsight } from "./useInsight.ts";
import { VerdictPanel } from "./Verdict.tsx";
import { VitalsPanel } from "./Vitals.tsx";

/** Everything below the verdict and the vitals; it loads after the first paint. */
const LowerPanels = lazyPart(async () => {
  const files = [import("./LowerPanels.tsx"), loadTexts("panels")] as const;
  // Awaited together: if both fail, as after an upgrade, a second rejection would be unhandled.
  const [{ LowerPanels, loadHistory }] = await Promise.all(files);
  await loadHistory();
  return LowerPanels;
});

/** Requests its files before there are numbers: the feed may take the last connection to the host. */
function preload(): void {
  const files = [import("./LowerPanels.tsx"), import("../../charts/TimeSeries.tsx")];
  Promise.all([...files, loadTexts("panels")]).catch(() => {});
}

interface OverviewProps {
  /** The time that the charts show. */
  window: ChartWindow;
  onWindow(window: ChartWindow): void;
}

function TimeWindow({ window, onWindow }: OverviewProps) {
  const { window: t } = useOverviewMessages();
  const options = WINDOWS.map((value) => ({
    value,
    text: value === "all" ? t.all : t.minutes(value),
    name: value === "all" ? t.all : t.minutesLong(value),
  }));
  return <RadioGroup label={t.title} value={window} options={options} onChange={onWindow} />;
}

/** The pool at a glance, from the live feed and a poll of `stats`. */
export function Overview(props: OverviewProps) {
  useEffect(preload, []);
  useStatsPoll();
  const { nav } = useOverviewMessages();
  const words = useWords();
  const insight = useInsight();
  const { verdict } = insight;
  const isWrong = verdict.status === "wrong";
  return (
    <Page
      title={nav.overview}
      problem={isWrong ? verdictTitle(verdict, words) : undefined}
      controls={<TimeWindow {...props} />}
    >
      <Numbers insight={insight} window={props.window} />
    </Page>
  );
}

function Numbers({ insight, window }: { insight: Insight; window: ChartWindow }) {
  const { snapshot, snapshotAt, connection } = useStore(feed.store);
  // After a failure the notice above says why there are no numbers.
  if (snapshot === null || snapshotAt === null) return connection.error ? null : <Skeleton />;
  const { verdict } = insight;
  return (
    <div className="grid min-w-0 gap-3">
      <VerdictPanel verdict={verdict} />
      <VitalsPanel {...insight} />
      <LazyBoundary fallback={<div className="min-h-screen" />}>
        <LowerPanels {...{ snapshot, verdict, window }} at={snapshotAt} />
      </LazyBoundary>
    </div>
  );
}
