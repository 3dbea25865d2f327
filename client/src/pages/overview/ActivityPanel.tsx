import type { ReactNode } from "react";
import { useSharedClock } from "../../data/clock.ts";
import { activityAbsence, hitRate, isOutdated } from "../../data/feed/activityStatus.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import { isGap } from "../../data/feed/samples.ts";
import type { ActivitySample } from "../../data/feed/state.ts";
import { useSelected } from "../../data/store.ts";
import { useFormat } from "../../format/useFormat.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import type { PanelMessages } from "../../i18n/messages.ts";
import { Age } from "../../ui/Age.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { SrSeparator } from "../../ui/SrSeparator.tsx";

interface ValueProps {
  name: keyof PanelMessages["activity"]["names"];
  value: number | undefined;
  /** Formats the value; a count by default. */
  format?: (value: number) => string;
  children?: ReactNode;
}

/** A named value, with an explanation if it has one; "not reported" if the pool doesn't report it. */
function Value({ name, value, format, children }: ValueProps) {
  const { activity } = usePanelMessages();
  const { count } = useFormat();
  const hints: Partial<Record<typeof name, string>> = activity.hints;
  return (
    <div className="flex items-baseline justify-between gap-3 py-1.5">
      <dt className="text-muted-foreground">
        {activity.names[name]}
        {hints[name] && <SrSeparator />}
        {hints[name] && <span className="block text-xs [line-height:1rem]">{hints[name]}</span>}
      </dt>
      <dd className="text-right font-medium tabular-nums">
        {value === undefined ? (
          <span className="font-normal text-muted-foreground italic">{activity.notReported}</span>
        ) : (
          (format ?? count)(value)
        )}
        {children && <SrSeparator />}
        {children}
      </dd>
    </div>
  );
}

function Requests({ latest }: { latest: ActivitySample }) {
  const { activity: t } = usePanelMessages();
  const { percent, ms } = useFormat();
  const share = hitRate(latest);
  return (
    <div>
      <h3 className="label">{t.requests}</h3>
      <dl className="lines">
        <Value name="requests" value={latest.requests} />
        <Value name="hits" value={latest.hits}>
          {share !== null && (
            <span className="ml-1.5 font-normal text-muted-foreground">
              {t.hitRate(percent(share))}
            </span>
          )}
        </Value>
        <Value name="misses" value={latest.misses} />
        <Value name="response" value={latest.avgResponseTimeMs} format={ms} />
      </dl>
    </div>
  );
}

const LIFECYCLE = [
  "created",
  "retired",
  "evictions",
  "heldFailures",
  "failed",
  "unaccounted",
] as const;

function Lifecycle({ latest }: { latest: ActivitySample }) {
  const { activity: t } = usePanelMessages();
  return (
    <div>
      <h3 className="label">{t.lifecycle}</h3>
      <dl className="lines">
        {LIFECYCLE.map((name) => (
          <Value key={name} name={name} value={latest[name]} />
        ))}
      </dl>
    </div>
  );
}

function Queue({ queue }: { queue: ActivitySample["ephemeral"] }) {
  const { activity: t } = usePanelMessages();
  return (
    <div>
      <h3 className="label">{t.queue}</h3>
      <dl className="lines">
        <Value name="queueDepth" value={queue?.queueDepth} />
        <Value name="queueLimit" value={queue?.queueLimit} />
        <Value name="concurrency" value={queue?.concurrency} />
      </dl>
    </div>
  );
}

function Activity({ latest }: { latest: ActivitySample }) {
  const { activity: t } = usePanelMessages();
  const connection = useSelected(feed.store, (state) => state.connection);
  const outdated = isOutdated(latest.t, connection, useSharedClock());
  return (
    <>
      {outdated && (
        <p className="mb-3 text-warn-text" data-testid="activity-outdated">
          <Age at={latest.t} text={t.outdated} />
        </p>
      )}
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
        <Requests latest={latest} />
        <Lifecycle latest={latest} />
        <Queue queue={latest.ephemeral} />
      </div>
    </>
  );
}

function NoActivity() {
  const { activity: t } = usePanelMessages();
  const reason = useSelected(feed.store, (state) =>
    activityAbsence(state.streamed, state.connection),
  );
  return (
    <p className="text-muted-foreground" data-testid="activity-absent">
      {t[reason]}
    </p>
  );
}

/** The pool's activity, from the feed's `activity` event. */
export function ActivityPanel() {
  const { title, hint } = usePanelMessages().activity;
  const latest = useSelected(feed.store, (state) => state.activity.at(-1));
  return (
    <Panel title={title} hint={hint}>
      {latest && !isGap(latest) ? <Activity latest={latest} /> : <NoActivity />}
    </Panel>
  );
}
