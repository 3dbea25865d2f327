import { useEffect, useRef } from "react";
import { useSharedClock } from "../data/clock.ts";
import type { Phase } from "../data/feed/connection.ts";
import { useFormat } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";
import { announce } from "../ui/Announcer.tsx";

/** Each phase has its own shape beside its colour and text. */
const DOTS: Record<Phase, string> = {
  connecting: "rounded-full border-2 border-muted-foreground",
  live: "rounded-full bg-ok",
  polling: "rounded-full border-2 border-ok",
  stale: "rotate-45 bg-warn",
  waiting: "rounded-full border-2 border-dotted border-bad",
  paused: "border-x-[3px] border-muted-foreground",
  hidden: "border-x-[3px] border-muted-foreground",
};

const LOOKS: Record<Phase, string> = {
  connecting: "bg-muted text-muted-foreground",
  live: "bg-ok-soft text-ok-text",
  polling: "bg-ok-soft text-ok-text",
  stale: "bg-warn-soft text-warn-text",
  waiting: "bg-bad-soft text-bad-text",
  paused: "bg-muted text-foreground",
  hidden: "bg-muted text-foreground",
};

interface ConnectionPillProps {
  phase: Phase;
  /** How far apart the numbers are, in ms. */
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

/** Announces a phase that lasts for a moment, so that a flicker is not read out. */
function useAnnouncedPhase(phase: Phase): void {
  const t = useMessages();
  const text = t.connection.announce[phase];
  const announced = useRef(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (announced.current !== text && text !== "") announce(text);
      announced.current = text;
    }, 1_200);
    return () => clearTimeout(timer);
  }, [text]);
}

/** The connection's state, with the countdown to the next attempt. */
export function ConnectionPill(props: ConnectionPillProps) {
  const t = useMessages();
  const text = useStatusText(props);
  const { phase } = props;
  useAnnouncedPhase(phase);
  return (
    <span
      data-testid="connection"
      data-phase={phase}
      title={t.connection.label}
      className={`chip h-7 gap-2 px-2.5 tabular-nums ${LOOKS[phase]}`}
    >
      <span aria-hidden className={`size-2.5 shrink-0 forced-color-adjust-none ${DOTS[phase]}`} />
      {text}
    </span>
  );
}
