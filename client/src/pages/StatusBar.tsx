import { Pause, Play, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { canRetry } from "../data/feed/connection.ts";
import { feed } from "../data/feed/instance.ts";
import { type Asked, shownPace } from "../data/stats/status.ts";
import { useSelected } from "../data/store.ts";
import { useMessages } from "../i18n/language.ts";
import { ConnectionPill } from "./ConnectionPill.tsx";

function PauseButton({ paused }: { paused: boolean }) {
  const t = useMessages();
  const Icon = paused ? Play : Pause;
  return (
    <button
      type="button"
      className="control"
      onClick={() => feed.tell(paused ? "resume" : "pause")}
    >
      <Icon aria-hidden className="size-3.5" />
      {paused ? t.connection.resume : t.connection.pause}
    </button>
  );
}

interface StatusBarProps {
  asked: Asked | undefined;
  children?: ReactNode;
}

/** The line at the top of a page: the connection's state and control, then the page's own controls. */
export function StatusBar({ asked, children }: StatusBarProps) {
  const t = useMessages();
  const connection = useSelected(feed.store, (state) => state.connection);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {/* First, so that it stays where it is while the words beside it change. */}
      <PauseButton paused={connection.paused} />
      <ConnectionPill {...shownPace(connection, asked)} retryAt={connection.retryAt} />
      {canRetry(connection) && (
        <button type="button" className="control" onClick={() => feed.tell("retryNow")}>
          <RotateCw aria-hidden className="size-3.5" />
          {t.retryNow}
        </button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>
    </div>
  );
}
