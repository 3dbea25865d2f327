import { type ReactNode, useEffect, useRef, useState } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { poll } from "../../../data/stats/pagePoll.ts";
import { type FollowedTrack, followTrack, type Track } from "../../../data/stats/tracks.ts";
import { useSelected } from "../../../data/store.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { visible, visibleApp } from "../../../format/visible.ts";
import { useDetailsMessages, useWorkersMessages } from "../../../i18n/language.ts";
import { Age } from "../../../ui/Age.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { X } from "../../../ui/icons.ts";
import { PrecisionToggle } from "../../../ui/LinkToggle.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { ErrorNotice } from "../../FeedNotice.tsx";
import { COLUMNS, type Column, isNumeric, isRate } from "../columns.ts";
import { cellValue } from "../rows/values.ts";
import { Marks, StateBadge } from "../table/labels.tsx";
import { formatNumber, NumberValue } from "../table/Value.tsx";
import { Predecessors } from "./Predecessors.tsx";
import { SidePanel } from "./SidePanel.tsx";
import { blockedSince, TrackCharts } from "./Tracks.tsx";

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-h-7 grid-cols-[9rem_minmax(0,1fr)] items-center gap-3 py-0.5">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 font-medium tabular-nums">{children}</dd>
    </div>
  );
}

function Id({ id }: { id: string }) {
  const t = useWorkersMessages();
  const { details } = useDetailsMessages();
  return (
    <span className="flex items-start gap-1">
      <bdi className="font-mono text-xs break-all" title={details.logs}>
        {visible(id)}
      </bdi>
      <CopyButton text={id} label={t.workers.copyId(visible(id))} />
    </span>
  );
}

/** A number, which switches to the exact one if it is shortened. */
function FieldNumber({ column, value }: { column: Column; value: number }) {
  const format = useFormat();
  const t = useWorkersMessages();
  const text = formatNumber(column, value, format);
  const short = column === "idleSeconds" ? t.workers.ago(text) : text;
  const isTime = column === "uptime" || column === "idleSeconds";
  const exact = isTime ? format.exactSeconds(value) : format.decimal(value, 3);
  const hasExact = short !== exact && column !== "requests" && column !== "errors";
  return hasExact ? <PrecisionToggle short={short} exact={exact} /> : short;
}

/** The rates are in the history below. */
const FIELDS = COLUMNS.filter((column) => isNumeric(column) && !isRate(column));

function Numbers({ row }: { row: WorkerRow }) {
  const t = useWorkersMessages();
  return FIELDS.map((column) => {
    const value = cellValue(row, column, undefined);
    return (
      <Field key={column} label={t.workers.column[column]}>
        {typeof value === "number" ? (
          <FieldNumber column={column} value={value} />
        ) : (
          <NumberValue column={column} value={null} />
        )}
      </Field>
    );
  });
}

/** All values of a worker. */
function Fields({ row }: { row: WorkerRow }) {
  const t = useWorkersMessages();
  const { details } = useDetailsMessages();
  return (
    <dl className="lines">
      <Field label={t.workers.column.id}>
        <Id id={row.id} />
      </Field>
      <Numbers row={row} />
      {row.lastResponseTimeMs !== undefined && (
        <Field label={details.lastResponse}>
          <FieldNumber column="responseMs" value={row.lastResponseTimeMs} />
        </Field>
      )}
    </dl>
  );
}

function TrackedWorker({ track }: { track: Track }) {
  const { details: t } = useDetailsMessages();
  const row = track.points.at(-1)?.row;
  const since = blockedSince(track);
  const { clock } = useFormat();
  if (row === undefined) return null;
  return (
    <>
      {track.endedAt !== null && (
        <div className="mb-3" data-testid="ended">
          <Notice tone="warn" title={t.ended}>
            <Age at={track.endedAt} text={t.endedText} />
          </Notice>
        </div>
      )}
      {since !== null && (
        <div className="mb-3" data-testid="blocked">
          <Notice tone="warn" title={t.blocked(clock(since))}>
            <Age at={since} text={t.blockedText} />
          </Notice>
        </div>
      )}
      <div className="mb-2 flex flex-wrap items-center gap-1.5">
        <StateBadge row={row} ended={track.endedAt !== null} />
        <Marks app={row.app} trouble={undefined} />
        <CopyButton
          className="control-quiet ml-auto"
          text={JSON.stringify(row, null, 2)}
          label={t.json}
          caption="JSON"
        />
      </div>
      <Fields row={row} />
      <TrackCharts track={track} />
      <Predecessors app={row.app} id={row.id} />
    </>
  );
}

function UnknownWorker({ id }: { id: string }) {
  const { details: t } = useDetailsMessages();
  const hasStats = useSelected(poll.store, (state) => state.stats !== null);
  const error = useSelected(poll.store, (state) => state.error);
  if (!hasStats && error) return <ErrorNotice error={error} numbersAt={null} />;
  if (!hasStats) return <p className="text-muted-foreground">{t.looking}</p>;
  return (
    <Notice tone="info" title={t.unknown}>
      {t.unknownText} <bdi className="block font-mono text-xs break-all">{visible(id)}</bdi>
    </Notice>
  );
}

/** The panel's title. It takes the focus, so that screen readers start there. */
function Title({ app }: { app: string | undefined }) {
  const { details: t } = useDetailsMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2 ref={heading} tabIndex={-1} className="min-w-0 text-base font-semibold [outline:none]">
      {app ? <bdi>{visibleApp(app)}</bdi> : t.title}
    </h2>
  );
}

/** The track of a worker since the page was opened; `null` if it was never seen. */
function useTrack(id: string): Track | null {
  const readings = useSelected(poll.store, (state) => state.readings);
  const [followed, setFollowed] = useState<FollowedTrack | null>(null);
  const next = followTrack(id, readings, followed);
  if (next !== followed) setFollowed(next);
  return next.track.points.length > 0 ? next.track : null;
}

/** The details of a worker, in their own panel. */
export function Details({ id, onClose }: { id: string; onClose(): void }) {
  const { details: t } = useDetailsMessages();
  const track = useTrack(id);
  return (
    <SidePanel label={t.title} onClose={onClose}>
      <div className="mb-3 flex items-start justify-between gap-2">
        <Title key={id} app={track?.points.at(-1)?.row.app} />
        <button type="button" className="control-quiet" aria-label={t.close} onClick={onClose}>
          <Icon node={X} className="size-4" />
        </button>
      </div>
      {track ? <TrackedWorker track={track} /> : <UnknownWorker id={id} />}
    </SidePanel>
  );
}
