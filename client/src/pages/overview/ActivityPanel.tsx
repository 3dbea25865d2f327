import { type ReactNode, useMemo } from "react";
import type { ActivityResponse } from "../../../../server/types.ts";
import { Sparkline } from "../../charts/Sparkline.tsx";
import { chartStart, type WindowMinutes } from "../../charts/timeWindow.ts";
import { activityAbsence, isOutdated } from "../../data/activity/activityStatus.ts";
import { currentRate, hitRate, ratesOverTime } from "../../data/activity/rates.ts";
import type { ActivitySample } from "../../data/feed/feed.ts";
import { feed } from "../../data/feed/instance.ts";
import { isGap } from "../../data/feed/samples.ts";
import { useSelected } from "../../data/store.ts";
import { useSharedClock } from "../../data/useSharedClock.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useOverviewMessages } from "../../i18n/language.ts";
import { Age } from "../../ui/Age.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { SrSeparator } from "../../ui/SrSeparator.tsx";
import { HelpMenu } from "./HelpMenu.tsx";
import { useChartEnd } from "./PoolCharts.tsx";
import { QueryMenu } from "./QueryMenu.tsx";

const readRequests = ({ requests }: ActivityResponse) => requests;

interface FactProps {
  label: string;
  value: number | undefined;
  /** Formats the value; a count by default. */
  format?: (value: number) => string;
  children?: ReactNode;
}

/** A named value; one that the pool doesn't report says so. */
function Fact({ label, value, format, children }: FactProps) {
  const { activity } = useOverviewMessages();
  const { count } = useFormat();
  return (
    <div className="flex items-baseline justify-between gap-3 py-1.5">
      <dt className="text-muted-foreground">{label}</dt>
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

interface RequestsProps {
  latest: ActivityResponse;
  /** Whether `latest` is out of date. */
  outdated: boolean;
  window: WindowMinutes;
}

function Requests({ latest, outdated, window }: RequestsProps) {
  const { activity: t, overview, notAvailable } = useOverviewMessages();
  const { rate, percent, ms } = useFormat();
  const samples = useSelected(feed.store, (state) => state.activity);
  const rates = useMemo(() => ratesOverTime(samples, readRequests), [samples]);
  const end = useChartEnd();
  const perSecond = outdated ? null : currentRate(samples, readRequests);
  const share = hitRate(latest);
  return (
    <div>
      <p className="label">{t.rate}</p>
      <p className="text-3xl font-semibold tracking-tight tabular-nums" data-testid="request-rate">
        {perSecond === null ? notAvailable : rate(perSecond)}
      </p>
      <Sparkline
        entries={rates}
        read={(point) => point.rate}
        from={chartStart(samples[0]?.t, end, window)}
        to={end}
        label={overview.requestsChart}
        formatValue={rate}
      />
      <dl className="mt-2 divide-y">
        <Fact label={t.requests} value={latest.requests} />
        <Fact label={t.hits} value={latest.hits}>
          {share !== null && (
            <span className="ml-1.5 font-normal text-muted-foreground">
              {t.hitRate(percent(share))}
            </span>
          )}
        </Fact>
        <Fact label={t.misses} value={latest.misses} />
        <Fact label={t.response} value={latest.avgResponseTimeMs} format={ms} />
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

function Lifecycle({ latest }: { latest: ActivityResponse }) {
  const { activity: t } = useOverviewMessages();
  return (
    <div>
      <h3 className="label">{t.lifecycle}</h3>
      <dl className="divide-y">
        {LIFECYCLE.map((name) => (
          <Fact key={name} label={t[name]} value={latest[name]} />
        ))}
      </dl>
    </div>
  );
}

function Queue({ queue }: { queue: ActivityResponse["ephemeral"] }) {
  const { activity: t } = useOverviewMessages();
  const isFull = queue && queue.queueLimit > 0 && queue.queueDepth >= queue.queueLimit;
  return (
    <div>
      <h3 className="label">{t.queue}</h3>
      <dl className="divide-y">
        <Fact label={t.queueDepth} value={queue?.queueDepth} />
        <Fact label={t.queueLimit} value={queue?.queueLimit} />
        <Fact label={t.concurrency} value={queue?.concurrency} />
      </dl>
      {isFull && <Notice tone="warn">{t.queueFull}</Notice>}
    </div>
  );
}

function Activity({ latest, window }: { latest: ActivitySample; window: WindowMinutes }) {
  const { activity: t } = useOverviewMessages();
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
        <Requests latest={latest} outdated={outdated} window={window} />
        <Lifecycle latest={latest} />
        <Queue queue={latest.ephemeral} />
      </div>
    </>
  );
}

function NoActivity() {
  const { activity: t } = useOverviewMessages();
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
export function ActivityPanel({ window }: { window: WindowMinutes }) {
  const { title, hint } = useOverviewMessages().activity;
  const latest = useSelected(feed.store, (state) => state.activity.at(-1));
  const actions = (
    <>
      <HelpMenu topic="activity" title={title} />
      <QueryMenu panel="activity" title={title} />
    </>
  );
  return (
    <Panel title={title} hint={hint} actions={actions}>
      {latest && !isGap(latest) ? <Activity latest={latest} window={window} /> : <NoActivity />}
    </Panel>
  );
}
