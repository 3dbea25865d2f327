import type { ReactNode } from "react";
import { feed } from "../data/feed/pageFeed.ts";
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

/** The state that the tab's title begins with: no numbers arrive, or `problem`, or the pool's utilization. */
function useStateInShort(problem: string | undefined): string | null {
  const t = useMessages();
  const { shortPercent } = useFormat();
  return useSelected(feed.store, ({ connection: { phase }, snapshot }) => {
    if (phase === "stale" || phase === "waiting" || phase === "paused")
      return t.connection.short[phase];
    if (problem !== undefined) return problem;
    if (snapshot === null || snapshot.pool.size === 0) return null;
    return shortPercent(snapshot.pool.utilization);
  });
}

/** What both pages share: the status bar, the feed's notice, the content. */
export function Page({ title, problem, controls, children, aside, stats }: PageProps) {
  useDocumentTitle(title, useStateInShort(problem));
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
