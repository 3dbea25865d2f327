import { type ReactNode, useMemo } from "react";
import { ChartPanel, type ChartRange } from "../../charts/ChartPanel.tsx";
import type { ChartLook } from "../../charts/options.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import type { PoolSample } from "../../data/feed/samples.ts";
import { useSelected } from "../../data/store.ts";
import { useFormat } from "../../format/useFormat.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { type TrafficPoint, trafficOf } from "../../insight/traffic.ts";
import { ALERTS } from "../../insight/verdict/thresholds.ts";
import { CRITICAL, HIGH } from "./gauge.ts";
import { HelpMenu } from "./HelpMenu.tsx";

const REQUEST_READERS = [
  (point: TrafficPoint) => point.failed,
  (point: TrafficPoint) => point.succeeded,
];
const readRequests = (point: TrafficPoint) => point.requests;
const readErrorRate = (point: TrafficPoint) => point.errorRate;
const ERROR_RATE_READERS = [readErrorRate];

const WORKER_READERS = [
  (sample: PoolSample) => sample.active,
  (sample: PoolSample) => sample.idle,
  (sample: PoolSample) => sample.creating,
];
const readTotal = (sample: PoolSample) => sample.total;
/** Without a known size there is no utilization: 0 would look like a measurement. */
const readUtilization = (sample: PoolSample) => (sample.size > 0 ? sample.utilization : null);
const UTILIZATION_READERS = [readUtilization];

/** The error rate at which the alert fires. */
const ERROR_LEVEL = ALERTS.BuntimeAppErrors.ratio;

/** An area in the colour of a token, filled with that of its `-fill`. */
const series = (label: string, color: string) => ({ label, color, fill: `${color}-fill` });

function useRequestsLook(): ChartLook {
  const { charts: t } = usePanelMessages();
  const { rate, short } = useFormat();
  return useMemo(
    () => ({
      stacked: true,
      series: [series(t.failed, "chart-failed"), series(t.succeeded, "chart-active")],
      formatValue: rate,
      formatTick: short,
    }),
    [t, rate, short],
  );
}

function useErrorRateLook(): ChartLook {
  const { charts: t } = usePanelMessages();
  const { percent } = useFormat();
  return useMemo(
    () => ({
      series: [series(t.errorRate, "chart-failed")],
      thresholds: [{ value: ERROR_LEVEL, color: "bad", text: percent(ERROR_LEVEL) }],
      formatValue: percent,
      formatTick: percent,
    }),
    [t, percent],
  );
}

/** `size`: the pool's, 0 if it is unknown. */
function useWorkersLook(size: number): ChartLook {
  const { overview: t } = usePanelMessages();
  const { decimal, short } = useFormat();
  return useMemo(
    () => ({
      stacked: true,
      series: [
        series(t.active, "chart-active"),
        series(t.idle, "chart-idle"),
        series(t.creating, "chart-creating"),
      ],
      thresholds:
        size > 0 ? [{ value: size, color: "chart-line", text: `${t.size}: ${short(size)}` }] : [],
      formatValue: decimal,
      formatTick: short,
    }),
    [size, t, decimal, short],
  );
}

function useUtilizationLook(): ChartLook {
  const { overview: t } = usePanelMessages();
  const { percent, shortPercent } = useFormat();
  return useMemo(
    () => ({
      series: [series(t.utilization, "chart-active")],
      thresholds: [
        { value: HIGH, color: "warn", text: percent(HIGH) },
        { value: CRITICAL, color: "bad", text: percent(CRITICAL) },
        { value: 1, color: "chart-line", text: percent(1) },
      ],
      formatValue: percent,
      formatTick: shortPercent,
    }),
    [t, percent, shortPercent],
  );
}

function Pair({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-w-0 items-start gap-3 lg:grid-cols-2 print:grid-cols-2">
      {children}
    </div>
  );
}

/** The requests of all apps over time, and their error rate. */
export function RequestCharts({ range }: { range: ChartRange }) {
  const { charts: t } = usePanelMessages();
  const activity = useSelected(feed.store, (state) => state.activity);
  // Not of the range itself, which moves with every sample.
  const length = range.to - range.from;
  const entries = useMemo(() => trafficOf(activity, length), [activity, length]);
  return (
    <Pair>
      <ChartPanel
        {...{ entries, range }}
        title={t.requests}
        look={useRequestsLook()}
        readers={REQUEST_READERS}
        main={readRequests}
        minTop={1}
      />
      <ChartPanel
        {...{ entries, range }}
        title={t.errorRate}
        look={useErrorRateLook()}
        readers={ERROR_RATE_READERS}
        main={readErrorRate}
        minTop={2 * ERROR_LEVEL}
      />
    </Pair>
  );
}

/** The pool over time. `size`: the pool's, 0 if it is unknown. */
export function PoolCharts({ size, range }: { size: number; range: ChartRange }) {
  const { overview: t, help } = usePanelMessages();
  const entries = useSelected(feed.store, (state) => state.pool);
  return (
    <Pair>
      <ChartPanel
        {...{ entries, range }}
        title={t.workersChart}
        look={useWorkersLook(size)}
        readers={WORKER_READERS}
        main={readTotal}
        minTop={4}
        level={size}
        actions={<HelpMenu title={t.workersChart}>{help.charts}</HelpMenu>}
      />
      <ChartPanel
        {...{ entries, range }}
        title={t.utilizationChart}
        look={useUtilizationLook()}
        readers={UTILIZATION_READERS}
        main={readUtilization}
        minTop={1}
        actions={<HelpMenu title={t.utilizationChart}>{help.charts}</HelpMenu>}
      />
    </Pair>
  );
}
