import { useMemo } from "react";
import type { ActivityResponse } from "../../../../server/types.ts";
import { Sparkline } from "../../charts/Sparkline.tsx";
import { chartStart, type WindowMinutes } from "../../charts/timeWindow.ts";
import { hitShare, presentRate, rateHistory } from "../../data/activity/rates.ts";
import { absence, isOld } from "../../data/activity/status.ts";
import type { ActivitySample, FeedState } from "../../data/feed/feed.ts";
import { feed } from "../../data/feed/instance.ts";
import { isGap } from "../../data/feed/samples.ts";
import { useSelected } from "../../data/store.ts";
import { useNow } from "../../data/useSharedClock.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useActivityTexts } from "../../i18n/activityTexts.ts";
import { useMessages } from "../../i18n/language.ts";
import { Age } from "../../ui/Age.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Fact } from "./Fact.tsx";
import { HelpMenu } from "./HelpMenu.tsx";
import { useChartNow } from "./PoolCharts.tsx";
import { QueryMenu } from "./QueryMenu.tsx";

const readConnection = ({ connection }: FeedState) => connection;
const readRequests = ({ requests }: ActivityResponse) => requests;

function useCount() {
  const { count } = useFormat();
  return (value: number | undefined) => (value === undefined ? undefined : count(value));
}

interface RequestsProps {
  activity: ActivityResponse;
  /** Whether the activity is that of now. */
  present: boolean;
  window: WindowMinutes;
}

function Requests({ activity, present, window }: RequestsProps) {
  const t = useActivityTexts();
  const { notAvailable, chart } = useMessages();
  const { rate, percent, ms } = useFormat();
  const count = useCount();
  const history = useSelected(feed.store, (state) => state.activity);
  const rates = useMemo(() => rateHistory(history, readRequests), [history]);
  const now = useChartNow();
  const perSecond = present ? presentRate(history, readRequests) : null;
  const share = hitShare(activity);
  const response = activity.avgResponseTimeMs;
  return (
    <div>
      <p className="label">{t.rate}</p>
      <p className="text-3xl font-semibold tracking-tight tabular-nums" data-testid="request-rate">
        {perSecond === null ? notAvailable : rate(perSecond)}
      </p>
      <Sparkline
        entries={rates}
        read={(point) => point.rate}
        from={chartStart(history[0]?.t, now, window)}
        to={now}
        label={chart.requests}
        formatValue={rate}
      />
      <dl className="mt-2 divide-y">
        <Fact label={t.requests} value={count(activity.requests)} />
        <Fact label={t.hits} value={count(activity.hits)}>
          {share !== null && (
            <span className="ml-1.5 font-normal text-muted-foreground">
              {t.hitRate(percent(share))}
            </span>
          )}
        </Fact>
        <Fact label={t.misses} value={count(activity.misses)} />
        <Fact label={t.response} value={response === undefined ? undefined : ms(response)} />
      </dl>
    </div>
  );
}

const LIVES = ["created", "retired", "evictions", "heldFailures", "failed", "unaccounted"] as const;

function Lives({ activity }: { activity: ActivityResponse }) {
  const t = useActivityTexts();
  const count = useCount();
  return (
    <div>
      <h3 className="label">{t.lifecycle}</h3>
      <dl className="divide-y">
        {LIVES.map((name) => (
          <Fact key={name} label={t[name]} value={count(activity[name])} />
        ))}
      </dl>
    </div>
  );
}

function Queue({ activity }: { activity: ActivityResponse }) {
  const t = useActivityTexts();
  const count = useCount();
  const queue = activity.ephemeral;
  const full = queue !== undefined && queue.queueLimit > 0 && queue.queueDepth >= queue.queueLimit;
  return (
    <div>
      <h3 className="label">{t.queue}</h3>
      <dl className="divide-y">
        <Fact label={t.queueDepth} value={count(queue?.queueDepth)} />
        <Fact label={t.queueLimit} value={count(queue?.queueLimit)} />
        <Fact label={t.concurrency} value={count(queue?.concurrency)} />
      </dl>
      {full && <Notice tone="warn">{t.queueFull}</Notice>}
    </div>
  );
}

function Present({ activity, window }: { activity: ActivitySample; window: WindowMinutes }) {
  const t = useActivityTexts();
  const old = isOld(activity.t, useSelected(feed.store, readConnection), useNow());
  return (
    <>
      {old && (
        <p className="mb-3 text-warn-text" data-testid="activity-old">
          <Age at={activity.t} words={t.old} />
        </p>
      )}
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
        <Requests activity={activity} present={!old} window={window} />
        <Lives activity={activity} />
        <Queue activity={activity} />
      </div>
    </>
  );
}

function Absent() {
  const t = useActivityTexts();
  const why = useSelected(feed.store, (state) => absence(state.streamed, state.connection));
  return (
    <p className="text-muted-foreground" data-testid="activity-absent">
      {t[why]}
    </p>
  );
}

/** What the pool does, from the feed's `activity` event; says so where the pool does not tell. */
export function ActivityPanel({ window }: { window: WindowMinutes }) {
  const t = useActivityTexts();
  const latest = useSelected(feed.store, (state) => state.activity.at(-1));
  const title = t.title;
  return (
    <Panel
      title={title}
      hint={t.hint}
      actions={
        <>
          <HelpMenu topic="activity" title={title} />
          <QueryMenu panel="activity" title={title} />
        </>
      }
    >
      {latest && !isGap(latest) ? <Present activity={latest} window={window} /> : <Absent />}
    </Panel>
  );
}
