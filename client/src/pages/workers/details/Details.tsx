import { useEffect, useRef } from "react";
import { poll } from "../../../data/stats/instance.ts";
import type { Track } from "../../../data/stats/tracks.ts";
import { useSelected } from "../../../data/store.ts";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Age } from "../../../ui/Age.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { X } from "../../../ui/icons.ts";
import { Notice } from "../../../ui/Notice.tsx";
import { Marks, StateBadge } from "../table/labels.tsx";
import { Fields } from "./Fields.tsx";
import { SidePanel } from "./SidePanel.tsx";
import { TrackCharts } from "./TrackCharts.tsx";

function TrackedWorker({ track }: { track: Track }) {
  const t = useWorkersMessages();
  const row = track.points.at(-1)?.row;
  if (row === undefined) return null;
  return (
    <>
      {track.endedAt !== null && (
        <div className="mb-3" data-testid="ended">
          <Notice tone="warn" title={t.details.ended}>
            <Age at={track.endedAt} text={t.details.endedText} />
          </Notice>
        </div>
      )}
      <div className="mb-2 flex flex-wrap items-center gap-1.5">
        <StateBadge state={row.state} ended={track.endedAt !== null} />
        <Marks row={row} />
        <CopyButton
          className="control-quiet ml-auto"
          text={JSON.stringify(row, null, 2)}
          label={t.details.json}
          caption="JSON"
        />
      </div>
      <Fields row={row} />
      <TrackCharts track={track} />
    </>
  );
}

function UnknownWorker({ id }: { id: string }) {
  const t = useWorkersMessages();
  const hasStats = useSelected(poll.store, (state) => state.stats !== null);
  if (!hasStats) return <p className="text-muted-foreground">{t.details.looking}</p>;
  return (
    <Notice tone="info" title={t.details.unknown}>
      {t.details.unknownText} <bdi className="block font-mono text-xs break-all">{visible(id)}</bdi>
    </Notice>
  );
}

/** The panel's title. It takes the focus, so that screen readers start there. */
function Title({ app }: { app: string | undefined }) {
  const t = useWorkersMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2 ref={heading} tabIndex={-1} className="min-w-0 text-base font-semibold outline-none">
      {app ? <bdi>{visible(app)}</bdi> : t.details.title}
    </h2>
  );
}

/** The details of a worker, in a panel of their own. */
export function Details({ id, onClose }: { id: string; onClose(): void }) {
  const t = useWorkersMessages();
  const watched = useSelected(poll.store, (state) => state.track);
  useEffect(() => {
    poll.watch(id);
    return () => poll.watch(null);
  }, [id]);
  const track = watched?.id === id && watched.points.length > 0 ? watched : null;
  return (
    <SidePanel label={t.details.title} onClose={onClose}>
      <div className="mb-3 flex items-start justify-between gap-2">
        <Title key={id} app={track?.points.at(-1)?.row.app} />
        <button
          type="button"
          className="control-quiet"
          aria-label={t.details.close}
          onClick={onClose}
        >
          <Icon node={X} className="size-4" />
        </button>
      </div>
      {track ? <TrackedWorker track={track} /> : <UnknownWorker id={id} />}
    </SidePanel>
  );
}
