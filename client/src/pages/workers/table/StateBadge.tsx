import {
  Ban,
  CircleDashed,
  CircleDot,
  CirclePause,
  CirclePlay,
  CircleSlash,
  House,
  OctagonX,
  Zap,
} from "lucide-react";
import type { WorkerRow, WorkerState } from "../../../../../server/types.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Apart } from "../../../ui/SrSeparator.tsx";
import { isOwnApp } from "../workerId.ts";

const LOOKS: Record<WorkerState, readonly [icon: typeof Ban, look: string]> = {
  active: [CirclePlay, "bg-primary-soft text-primary-text"],
  idle: [CirclePause, "bg-muted text-foreground"],
  ready: [CircleDot, "bg-ok-soft text-ok-text"],
  creating: [CircleDashed, "bg-warn-soft text-warn-text"],
  terminated: [CircleSlash, "bg-muted text-muted-foreground"],
};

/** A worker's state in word, shape and colour. */
export function StateBadge({ state, gone = false }: { state: WorkerState; gone?: boolean }) {
  const t = useWorkersMessages();
  const [Icon, look] = LOOKS[gone ? "terminated" : state] ?? LOOKS.terminated;
  return (
    <span
      className={`chip ${look}`}
      title={gone ? t.workers.endedHint : t.workers.stateHint[state]}
    >
      <Icon aria-hidden className="size-3" />
      {gone ? t.workers.ended : (t.workers.states[state] ?? state)}
    </span>
  );
}

interface MarkProps {
  icon: typeof Ban;
  text: string;
  hint: string;
  look: string;
  /** Only the icon; the word is then for screen readers and the pointer. */
  compact: boolean;
}

function Mark({ icon: Icon, text, hint, look, compact }: MarkProps) {
  return (
    <span
      className={`chip shrink-0 ${compact ? "px-1 py-1" : ""} ${look}`}
      title={`${text}: ${hint}`}
    >
      <Icon aria-hidden className="size-3" />
      <Apart />
      <span className={compact ? "sr-only" : ""}>{text}</span>
    </span>
  );
}

const MARKS = [
  ["failed", OctagonX, "bg-bad-soft text-bad-text"],
  ["blocked", Ban, "bg-warn-soft text-warn-text"],
  ["ephemeral", Zap, "bg-muted text-muted-foreground"],
] as const;

/** What marks come from: a worker, or several together. */
export type Marked = Pick<WorkerRow, "app" | (typeof MARKS)[number][0]>;

/** What else is to be known of a worker at a glance. */
export function Marks({ row, compact = false }: { row: Marked; compact?: boolean }) {
  const { workers } = useWorkersMessages();
  return (
    <>
      {isOwnApp(row.app) && (
        <Mark
          icon={House}
          text={workers.own}
          hint={workers.ownHint}
          look="bg-primary-soft text-primary-text"
          compact={compact}
        />
      )}
      {MARKS.filter(([name]) => row[name]).map(([name, icon, look]) => (
        <Mark
          key={name}
          icon={icon}
          text={workers[name]}
          hint={workers[`${name}Hint`]}
          look={look}
          compact={compact}
        />
      ))}
    </>
  );
}
