import {
  Ban,
  CircleDashed,
  CircleDot,
  CirclePause,
  CirclePlay,
  CircleSlash,
  OctagonX,
} from "lucide-react";
import type { WorkerRow, WorkerState } from "../../../server/types.ts";
import { useMessages } from "../i18n/locale.ts";

const LOOKS: Record<WorkerState, readonly [icon: typeof Ban, look: string]> = {
  active: [CirclePlay, "bg-primary-soft text-primary-text"],
  idle: [CirclePause, "bg-muted text-foreground"],
  ready: [CircleDot, "bg-ok-soft text-ok-text"],
  creating: [CircleDashed, "bg-warn-soft text-warn-text"],
  terminated: [CircleSlash, "bg-muted text-muted-foreground"],
};

/** A worker's state in word, shape and colour. */
export function StateBadge({ state, gone = false }: { state: WorkerState; gone?: boolean }) {
  const t = useMessages();
  const [Icon, look] = LOOKS[gone ? "terminated" : state] ?? LOOKS.terminated;
  return (
    <span className={`chip ${look}`} title={t.workers.stateHint[state]}>
      <Icon aria-hidden className="size-3" />
      {gone ? t.workers.ended : (t.workers.states[state] ?? state)}
    </span>
  );
}

/** What else is to be known of a worker at a glance. */
export function Marks({ row, own }: { row: WorkerRow; own: boolean }) {
  const t = useMessages();
  return (
    <>
      {own && (
        <span className="chip bg-primary-soft text-primary-text" title={t.workers.ownHint}>
          {t.workers.own}
        </span>
      )}
      {row.failed && (
        <span className="chip bg-bad-soft text-bad-text" title={t.workers.failedHint}>
          <OctagonX aria-hidden className="size-3" />
          {t.workers.failed}
        </span>
      )}
      {row.blocked && (
        <span className="chip bg-warn-soft text-warn-text" title={t.workers.blockedHint}>
          <Ban aria-hidden className="size-3" />
          {t.workers.blocked}
        </span>
      )}
      {row.ephemeral && (
        <span className="chip bg-muted text-muted-foreground" title={t.workers.ephemeralHint}>
          {t.workers.ephemeral}
        </span>
      )}
    </>
  );
}
