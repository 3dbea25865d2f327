import { memo } from "react";
import type { WorkerRow, WorkerState } from "../../../../../server/types.ts";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { troubleOf } from "../../../insight/rowOrder.ts";
import type { Trouble } from "../../../insight/workersLink.ts";
import { Icon, type IconNode } from "../../../ui/Icon.tsx";
import {
  Ban,
  CircleDot,
  CirclePause,
  CirclePlay,
  CircleSlash,
  Clock,
  House,
  LoaderCircle,
  OctagonX,
  TriangleAlert,
  Zap,
} from "../../../ui/icons.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { isOwnApp, splitApp } from "../workerId.ts";

const LOOKS: Record<WorkerState, readonly [icon: IconNode, look: string]> = {
  active: [CirclePlay, "bg-primary-soft text-primary-text"],
  idle: [CirclePause, "bg-muted text-foreground"],
  ready: [CircleDot, "bg-ok-soft text-ok-text"],
  creating: [LoaderCircle, "bg-warn-soft text-warn-text"],
  terminated: [CircleSlash, "bg-muted text-muted-foreground"],
};

/** The icon of each trouble. */
export const TROUBLE_ICONS = { failed: OctagonX, blocked: Ban, errors: TriangleAlert };

/** Contrasts with the page in both themes, to be visible at a glance. */
const ALARM = {
  failed: "bg-bad-text text-card",
  blocked: "bg-warn-text text-card",
  errors: "bg-bad-text text-card",
};

/** The look of a row with trouble: its background, and a bar at its start. */
export const TROUBLE_LOOKS: Record<Trouble, string> = {
  failed: "bg-bad-soft [--bar:var(--bad)]",
  blocked: "bg-warn-soft [--bar:var(--warn)]",
  errors: "bg-bad-soft [--bar:var(--bad)]",
};

interface StateBadgeProps {
  row: Pick<WorkerRow, "state" | "failed" | "blocked" | "ephemeral">;
  /** Whether it is no longer in the pool. */
  ended?: boolean;
}

/** A worker's state in words, with an icon and a colour; `failed` or `blocked` replaces the state. */
export function StateBadge({ row, ended = false }: StateBadgeProps) {
  const { workers } = useWorkersMessages();
  const { state, ephemeral } = row;
  const trouble = ended ? undefined : troubleOf(row, undefined);
  const [icon, look] = LOOKS[ended ? "terminated" : state] ?? LOOKS.terminated;
  const special = trouble === "failed" || trouble === "blocked" ? trouble : undefined;
  const name = ended ? "ended" : (special ?? (ephemeral ? "ephemeral" : undefined));
  return (
    <span
      className={`chip ${special ? ALARM[special] : look}`}
      title={name ? workers[`${name}Hint`] : workers.stateHint[state]}
    >
      <Icon
        node={special ? TROUBLE_ICONS[special] : name === "ephemeral" ? Zap : icon}
        className="size-3"
      />
      {name ? workers[name] : (workers.states[state] ?? state)}
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

interface MarksProps {
  app: string;
  trouble: Trouble | undefined;
  /** Whether its responses are much slower than they were. */
  slow?: boolean;
  /** Only the icons are visible. */
  compact?: boolean;
}

/** What distinguishes a worker from others in its state, as chips. */
export const Marks = memo(function Marks(props: MarksProps) {
  const { app, trouble, slow = false, compact = false } = props;
  const { workers } = useWorkersMessages();
  return (
    <>
      {trouble && (
        <Mark
          icon={TROUBLE_ICONS[trouble]}
          text={trouble === "errors" ? workers.troubles.errors : workers[trouble]}
          hint={workers[`${trouble}Hint`]}
          look={ALARM[trouble]}
          compact={compact}
        />
      )}
      {slow && (
        <Mark
          icon={Clock}
          text={workers.slow}
          hint={workers.slowHint}
          look={ALARM.blocked}
          compact={compact}
        />
      )}
      {isOwnApp(app) && (
        <Mark
          icon={House}
          text={workers.own}
          hint={workers.ownHint}
          look="bg-primary-soft text-primary-text"
          compact={compact}
        />
      )}
    </>
  );
});

interface AppNameProps {
  app: string;
  /** Whether it may wrap; otherwise it is truncated. */
  wraps: boolean;
}

/**
 * An app's name in a table. If it doesn't fit, the name is truncated first, down to about six letters,
 * then the version. Each is isolated: a right-to-left name would otherwise absorb the version's digits.
 */
export const AppName = memo(function AppName({ app, wraps }: AppNameProps) {
  const [name, version] = splitApp(visible(app));
  if (wraps) {
    return (
      <span dir="ltr" className="flex min-w-0 max-w-full flex-wrap [line-height:1.0625rem]">
        <bdi className="line-clamp-2 break-words">{name}</bdi>
        <bdi className="max-w-full shrink-0 truncate">{version}</bdi>
      </span>
    );
  }
  // Narrow letters take less than 6ch: a short name with a minimum would leave a gap before its version.
  const minWidth = name.length > 10 ? "min-w-[6ch]" : "shrink-0";
  // A fraction of a px less would truncate a version.
  const rigid = version.length > 8 ? "min-w-0" : "shrink-0";
  return (
    <span dir="ltr" className="flex min-w-0 max-w-full overflow-hidden">
      <bdi className={`shrink-[999] truncate ${minWidth}`}>{name}</bdi>
      <bdi className={`truncate ${rigid}`}>{version}</bdi>
    </span>
  );
});
