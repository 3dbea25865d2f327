import type { ReactNode } from "react";
import { canRetry } from "../data/feed/connection.ts";
import { feed } from "../data/feed/pageFeed.ts";
import { displayedStatus, type StatsStatus } from "../data/stats/statsStatus.ts";
import { useSelected } from "../data/store.ts";
import { useMessages } from "../i18n/language.ts";
import { Icon } from "../ui/Icon.tsx";
import { Pause, Play, RotateCw } from "../ui/icons.ts";
import { ConnectionPill } from "./ConnectionPill.tsx";

function PauseButton({ paused }: { paused: boolean }) {
  const t = useMessages();
  return (
    <button
      type="button"
      className="control"
      onClick={() => feed.send(paused ? "resume" : "pause")}
    >
      <Icon node={paused ? Play : Pause} className="size-3.5" />
      {paused ? t.connection.resume : t.connection.pause}
    </button>
  );
}

interface StatusBarProps {
  stats: StatsStatus | undefined;
  children?: ReactNode;
}

/** The line at the top of a page: the connection's state and controls, then the page's own controls. */
export function StatusBar({ stats, children }: StatusBarProps) {
  const t = useMessages();
  const connection = useSelected(feed.store, (state) => state.connection);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {/* First, so that it stays in place while the text beside it changes. */}
      <PauseButton paused={connection.paused} />
      <ConnectionPill {...displayedStatus(connection, stats)} retryAt={connection.retryAt} />
      {canRetry(connection) && (
        <button type="button" className="control" onClick={() => feed.send("retryNow")}>
          <Icon node={RotateCw} className="size-3.5" />
          {t.retryNow}
        </button>
      )}
      {children && (
        // On a phone always their own line: the state's text changes its width.
        <div className="ml-auto flex flex-wrap items-center justify-end gap-2 max-sm:basis-full">
          {children}
        </div>
      )}
    </div>
  );
}
