import type { WorkerRow, WorkerState } from "../../../../../server/types.ts";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Icon, type IconNode } from "../../../ui/Icon.tsx";
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
} from "../../../ui/icons.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { isOwnApp, splitApp } from "../workerId.ts";

const LOOKS: Record<WorkerState, readonly [icon: IconNode, look: string]> = {
  active: [CirclePlay, "bg-primary-soft text-primary-text"],
  idle: [CirclePause, "bg-muted text-foreground"],
  ready: [CircleDot, "bg-ok-soft text-ok-text"],
  creating: [CircleDashed, "bg-warn-soft text-warn-text"],
  terminated: [CircleSlash, "bg-muted text-muted-foreground"],
};

/** A worker's state in words, with an icon and a colour. */
export function StateBadge({ state, ended = false }: { state: WorkerState; ended?: boolean }) {
  const t = useWorkersMessages();
  const [icon, look] = LOOKS[ended ? "terminated" : state] ?? LOOKS.terminated;
  return (
    <span
      className={`chip ${look}`}
      title={ended ? t.workers.endedHint : t.workers.stateHint[state]}
    >
      <Icon node={icon} className="size-3" />
      {ended ? t.workers.ended : (t.workers.states[state] ?? state)}
    </span>
  );
}

interface MarkProps {
  icon: IconNode;
  text: string;
  hint: string;
  look: string;
  /** Only the icon is visible; the text is for screen readers and the tooltip. */
  compact: boolean;
}

function Mark({ icon, text, hint, look, compact }: MarkProps) {
  return (
    <span
      className={`chip shrink-0 ${compact ? "px-1 py-1" : ""} ${look}`}
      title={`${text}: ${hint}`}
    >
      <Icon node={icon} className="size-3" />
      <SrSeparator />
      <span className={compact ? "sr-only" : ""}>{text}</span>
    </span>
  );
}

const MARKS = [
  ["failed", OctagonX, "bg-bad-soft text-bad-text"],
  ["blocked", Ban, "bg-warn-soft text-warn-text"],
  ["ephemeral", Zap, "bg-muted text-muted-foreground"],
] as const;

/** What marks are derived from: a worker, or several. */
export type Marked = Pick<WorkerRow, "app" | (typeof MARKS)[number][0]>;

/** What sets a worker apart, as chips. */
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

interface AppNameProps {
  app: string;
  /** Whether it may wrap; otherwise it is truncated. */
  wraps: boolean;
}

/**
 * An app's name in a table. If it doesn't fit, the name is truncated first, down to about six letters,
 * then the version.
 */
export function AppName({ app, wraps }: AppNameProps) {
  const [name, version] = splitApp(visible(app));
  if (wraps) {
    return (
      <bdi className="flex min-w-0 max-w-full flex-wrap leading-[1.0625rem]">
        <span className="line-clamp-2 break-words">{name}</span>
        <span className="max-w-full shrink-0 truncate">{version}</span>
      </bdi>
    );
  }
  const minWidth = name.length > 6 ? "min-w-[6ch]" : "shrink-0";
  // A fraction of a px less would truncate a version.
  const rigid = version.length > 8 ? "min-w-0" : "shrink-0";
  return (
    <bdi className="flex min-w-0 max-w-full overflow-hidden">
      <span className={`shrink-[999] truncate ${minWidth}`}>{name}</span>
      <span className={`truncate ${rigid}`}>{version}</span>
    </bdi>
  );
}
