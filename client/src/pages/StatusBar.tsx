import type { ReactNode } from "react";
import { useSharedClock } from "../data/clock.ts";
import { canRetry, type Phase } from "../data/feed/connection.ts";
import { feed } from "../data/feed/pageFeed.ts";
import { displayedStatus, type StatsStatus } from "../data/stats/statsStatus.ts";
import { useSelected } from "../data/store.ts";
import { useFormat } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";
import { useAnnouncement } from "../ui/Announcer.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Pause, Play, RotateCw } from "../ui/icons.ts";

/** The chip's colours, and the shape of its dot: each phase can be told without colour. */
const LOOKS: Record<Phase, readonly [chip: string, dot: string]> = {
  connecting: ["bg-muted text-muted-foreground", "rounded-full border-2 border-muted-foreground"],
  live: ["bg-ok-soft text-ok-text", "rounded-full bg-ok"],
  polling: ["bg-ok-soft text-ok-text", "rounded-full border-2 border-ok"],
  stale: ["bg-warn-soft text-warn-text", "rotate-45 bg-warn"],
  waiting: ["bg-bad-soft text-bad-text", "rounded-full border-2 border-dotted border-bad"],
  paused: ["bg-muted text-foreground", "[border-inline-width:3px] border-muted-foreground"],
  hidden: ["bg-muted text-foreground", "[border-inline-width:3px] border-muted-foreground"],
};

interface ConnectionPillProps {
  phase: Phase;
  /** How often numbers arrive, in ms; `null` if it isn't known. */
  interval: number | null;
  retryAt: number | null;
}

function useStatusText({ phase, interval, retryAt }: ConnectionPillProps): string {
  const t = useMessages();
  const { duration, ms } = useFormat();
  const now = useSharedClock();
  if (phase === "waiting") {
    const seconds = Math.ceil(((retryAt ?? now) - now) / 1_000);
    return seconds > 0 ? t.connection.waiting(duration(seconds)) : t.connection.reconnecting;
  }
  if (phase !== "live" || interval === null) return t.connection[phase];
  return `${t.connection.live} · ${t.connection.every(ms(interval))}`;
}

/** How long a phase must last before it is announced, in ms. */
const ANNOUNCE_AFTER_MS = 1_200;

/** The connection's state, with the countdown to the next attempt. */
function ConnectionPill(props: ConnectionPillProps) {
  const t = useMessages();
  const text = useStatusText(props);
  const { phase } = props;
  const [chip, dot] = LOOKS[phase];
  useAnnouncement(t.connection.announce[phase], ANNOUNCE_AFTER_MS);
  return (
    <span
      data-testid="connection"
      data-phase={phase}
      title={t.connection.label}
      className={`chip h-7 gap-2 px-2.5 tabular-nums ${chip}`}
    >
      <span aria-hidden className={`size-2.5 shrink-0 forced-color-adjust-none ${dot}`} />
      {text}
    </span>
  );
}

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
