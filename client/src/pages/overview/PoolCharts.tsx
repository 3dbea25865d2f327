import { useCallback, useMemo } from "react";
import type { MetricsResponse } from "../../../../server/types.ts";
import { ChartPanel } from "../../charts/ChartPanel.tsx";
import type { ChartLook } from "../../charts/options.ts";
import type { WindowMinutes } from "../../charts/timeWindow.ts";
import { isFlowing } from "../../data/feed/connection.ts";
import { feed } from "../../data/feed/instance.ts";
import type { Sample } from "../../data/feed/samples.ts";
import { useSelected } from "../../data/store.ts";
import { useNow } from "../../data/useSharedClock.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useMessages } from "../../i18n/language.ts";
import { HelpMenu } from "./HelpMenu.tsx";
import { QueryMenu } from "./QueryMenu.tsx";

const WORKER_READERS = [
  (sample: Sample) => sample.active,
  (sample: Sample) => sample.idle,
  (sample: Sample) => sample.creating,
];
const readTotal = (sample: Sample) => sample.total;
/** Of a pool without a known size there is none: its 0 is no measurement. */
const readUtilization = (sample: Sample) => (sample.size > 0 ? sample.utilization : null);
const UTILIZATION_READERS = [readUtilization];

/** The charts' right edge: the last sample while numbers flow, else the clock, so that silence shows. */
export function useChartNow(): number {
  const clock = useNow();
  const phase = useSelected(feed.store, (state) => state.connection.phase);
  const last = useSelected(feed.store, (state) => state.snapshotAt);
  return isFlowing(phase) && last !== null ? last : Math.max(clock, last ?? 0);
}

/** Writes a time below an axis. */
function useAxisTime(): ChartLook["formatTime"] {
  const { clock, minute } = useFormat();
  return useCallback((ms, toSecond) => (toSecond ? clock(ms) : minute(ms)), [clock, minute]);
}

/** `size`: the pool's, 0 where it is not known. */
function useWorkersLook(size: number): ChartLook {
  const t = useMessages();
  const { decimal, short } = useFormat();
  const formatTime = useAxisTime();
  return useMemo(
    () => ({
      stacked: true,
      series: [
        { label: t.overview.active, color: "chart-active", fill: "chart-active-fill" },
        { label: t.overview.idle, color: "chart-idle", fill: "chart-idle-fill" },
        { label: t.overview.creating, color: "chart-creating", fill: "chart-creating-fill" },
      ],
      thresholds:
        size > 0
          ? [{ value: size, color: "chart-line", text: `${t.overview.size}: ${short(size)}` }]
          : [],
      formatValue: decimal,
      formatTick: short,
      formatTime,
    }),
    [size, t, decimal, short, formatTime],
  );
}

function useUtilizationLook(): ChartLook {
  const t = useMessages();
  const { percent, shortPercent } = useFormat();
  const formatTime = useAxisTime();
  return useMemo(
    () => ({
      series: [{ label: t.overview.utilization, color: "chart-active", fill: "chart-active-fill" }],
      thresholds: [
        { value: 0.6, color: "warn", text: percent(0.6) },
        { value: 0.8, color: "bad", text: percent(0.8) },
        { value: 1, color: "chart-line", text: percent(1) },
      ],
      formatValue: percent,
      formatTick: shortPercent,
      formatTime,
    }),
    [t, percent, shortPercent, formatTime],
  );
}

function Actions(props: { panel: "workers" | "utilization"; title: string }) {
  return (
    <>
      <HelpMenu topic="charts" title={props.title} />
      <QueryMenu {...props} />
    </>
  );
}

interface ChartsProps {
  snapshot: MetricsResponse;
  window: WindowMinutes;
}

/** The pool over time, from when the page was opened. */
export function Charts({ snapshot, window }: ChartsProps) {
  const t = useMessages();
  const history = useSelected(feed.store, (state) => state.history);
  const now = useChartNow();
  const { size } = snapshot.pool;
  const workers = useWorkersLook(size);
  const utilization = useUtilizationLook();
  const shared = { history, window, now };
  return (
    <div className="grid min-w-0 items-start gap-4 lg:grid-cols-2">
      <ChartPanel
        {...shared}
        title={t.chart.workers}
        look={workers}
        readers={WORKER_READERS}
        main={readTotal}
        leastTop={4}
        level={size}
        actions={<Actions panel="workers" title={t.chart.workers} />}
      />
      <ChartPanel
        {...shared}
        title={t.chart.utilization}
        look={utilization}
        readers={UTILIZATION_READERS}
        main={readUtilization}
        leastTop={1}
        actions={<Actions panel="utilization" title={t.chart.utilization} />}
      />
    </div>
  );
}
