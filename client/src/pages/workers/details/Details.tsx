import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { poll } from "../../../data/stats/instance.ts";
import type { Track } from "../../../data/stats/tracks.ts";
import { useSelected } from "../../../data/store.ts";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Age } from "../../../ui/Age.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { Marks, StateBadge } from "../table/StateBadge.tsx";
import { Fields } from "./Fields.tsx";
import { SidePanel } from "./SidePanel.tsx";
import { TrackCharts } from "./TrackCharts.tsx";

function Body({ track }: { track: Track }) {
  const t = useWorkersMessages();
  const row = track.points.at(-1)?.row;
  if (row === undefined) return null;
  return (
    <>
      {track.goneAt !== null && (
        <div className="mb-3" data-testid="gone">
          <Notice tone="warn" title={t.details.gone}>
            <Age at={track.goneAt} words={t.details.goneText} />
          </Notice>
        </div>
      )}
      <div className="mb-2 flex flex-wrap items-center gap-1.5">
        <StateBadge state={row.state} gone={track.goneAt !== null} />
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

function Missing({ id }: { id: string }) {
  const t = useWorkersMessages();
  const asked = useSelected(poll.store, (state) => state.stats !== null);
  if (!asked) return <p className="text-muted-foreground">{t.details.looking}</p>;
  return (
    <Notice tone="info" title={t.details.unknown}>
      {t.details.unknownText} <bdi className="block font-mono text-xs break-all">{visible(id)}</bdi>
    </Notice>
  );
}

/** The details of one worker, in a panel of their own. */
export function Details({ id, onClose }: { id: string; onClose(): void }) {
  const t = useWorkersMessages();
  const head = useRef<HTMLHeadingElement>(null);
  const track = useSelected(poll.store, (state) => state.track);
  useEffect(() => poll.watch(id), [id]);
  useEffect(() => () => poll.watch(null), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another worker is another panel to the reader
  useEffect(() => head.current?.focus({ preventScroll: true }), [id]);
  const mine = track?.id === id ? track : null;
  const app = mine?.points.at(-1)?.row.app;
  return (
    <SidePanel label={t.details.title} onClose={onClose}>
      <div className="mb-3 flex items-start justify-between gap-2">
        <h2 ref={head} tabIndex={-1} className="min-w-0 text-base font-semibold outline-none">
          {app ? <bdi>{visible(app)}</bdi> : t.details.title}
        </h2>
        <button
          type="button"
          className="control-quiet"
          aria-label={t.details.close}
          onClick={onClose}
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      {mine && mine.points.length > 0 ? <Body track={mine} /> : <Missing id={id} />}
    </SidePanel>
  );
}
