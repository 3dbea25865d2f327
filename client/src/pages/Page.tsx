import type { ReactNode } from "react";
import { feed } from "../data/feed/pageFeed.ts";
import { poll } from "../data/stats/pagePoll.ts";
import type { StatsStatus } from "../data/stats/statsStatus.ts";
import { useSelected } from "../data/store.ts";
import { useFormat } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";
import { useDocumentTitle } from "../ui/useDocumentTitle.ts";
import { FeedNotice } from "./FeedNotice.tsx";
import { StatusBar } from "./StatusBar.tsx";

interface PageProps {
  /** For the tab; the shell has its own title, so it isn't repeated here. */
  title: string;
  /** What is wrong, in a few words, for the tab. */
  problem?: string | undefined;
  controls?: ReactNode;
  children: ReactNode;
  /** Beside the page in a wide window; without it the page takes the whole width. */
  aside?: ReactNode;
  /** The status of the numbers that the page polls; absent if it only uses the feed. */
  stats?: StatsStatus;
}

/** The state that the tab's title begins with: that no numbers arrive, `problem`, rows in trouble, or the utilization. */
function useTabState(problem: string | undefined): string | null {
  const { connection: t } = useMessages();
  const { count, shortPercent } = useFormat();
  const trouble = useSelected(poll.store, ({ stats }) => {
    return stats?.workers.filter(({ failed, blocked }) => failed || blocked).length ?? 0;
  });
  return useSelected(feed.store, ({ connection: { phase }, snapshot }) => {
    if (phase === "stale" || phase === "waiting" || phase === "paused") return t.short[phase];
    if (problem !== undefined) return problem;
    if (trouble > 0) return t.short.trouble(count(trouble));
    if (snapshot === null || snapshot.pool.size === 0) return null;
    return shortPercent(snapshot.pool.utilization);
  });
}

/** What both pages share: the status bar, the feed's notice, the content. */
export function Page({ title, problem, controls, children, aside, stats }: PageProps) {
  useDocumentTitle(title, useTabState(problem));
  return (
    <div
      className={aside ? "grid min-w-0 items-start gap-x-4 lg:grid-cols-[minmax(0,1fr)_25rem]" : ""}
    >
      <div className="grid min-w-0 gap-3">
        <StatusBar stats={stats}>{controls}</StatusBar>
        <FeedNotice stats={stats} />
        {children}
      </div>
      {aside}
    </div>
  );
}
