import { useEffect, useRef } from "react";
import type { Phase } from "../data/feed/connection.ts";
import { useNow } from "../data/useSharedClock.ts";
import { useFormat } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";
import { announce } from "../ui/Announcer.tsx";

/** Each phase has a shape of its own beside its colour and word. */
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
  /** How far apart the numbers come, in ms. */
  every: number | null;
  retryAt: number | null;
}

function useWords({ phase, every, retryAt }: ConnectionPillProps): string {
  const t = useMessages();
  const { duration, ms } = useFormat();
  const now = useNow();
  if (phase === "waiting") {
    const seconds = Math.ceil(((retryAt ?? now) - now) / 1_000);
    return seconds > 0 ? t.connection.waiting(duration(seconds)) : t.connection.reconnecting;
  }
  if (phase !== "live" || every === null) return t.connection[phase];
  return `${t.connection.live} · ${t.connection.every(ms(every))}`;
}

/** Speaks the phase when it has lasted a moment, so that a flicker is not read out. */
function useSpokenPhase(phase: Phase): void {
  const t = useMessages();
  const words = t.connection.announce[phase];
  const spoken = useRef(words);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (spoken.current !== words && words !== "") announce(words);
      spoken.current = words;
    }, 1_200);
    return () => clearTimeout(timer);
  }, [words]);
}

/** Where the connection stands, with the count-down to the next try. */
export function ConnectionPill(props: ConnectionPillProps) {
  const t = useMessages();
  const words = useWords(props);
  const { phase } = props;
  useSpokenPhase(phase);
  return (
    <span
      data-testid="connection"
      data-phase={phase}
      title={t.connection.label}
      className={`chip h-7 gap-2 px-2.5 tabular-nums ${LOOKS[phase]}`}
    >
      <span aria-hidden className={`size-2.5 shrink-0 forced-color-adjust-none ${DOTS[phase]}`} />
      {words}
    </span>
  );
}
