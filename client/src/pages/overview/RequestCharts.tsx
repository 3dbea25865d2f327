import { useMemo } from "react";
import { ChartPanel, type ChartRange } from "../../charts/ChartPanel.tsx";
import type { ChartLook } from "../../charts/options.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import { useSelected } from "../../data/store.ts";
import { useFormat } from "../../format/useFormat.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { type TrafficPoint, trafficOf } from "../../insight/traffic.ts";
import { ALERTS } from "../../insight/verdict/thresholds.ts";
import { useAxisTime } from "./useAxisTime.ts";

/** The share of failed requests that the alert looks for. */
const ERROR_LEVEL = ALERTS.BuntimeAppErrors.ratio;

const readFailed = (point: TrafficPoint) => point.failed;
const readSucceeded = (point: TrafficPoint) => point.succeeded;
const readRequests = (point: TrafficPoint) => point.requests;
const readErrorRate = (point: TrafficPoint) => point.errorRate;
const REQUEST_READERS = [readFailed, readSucceeded];
const ERROR_READERS = [readErrorRate];

function useRequestsLook(): ChartLook {
  const { charts: t } = usePanelMessages();
  const { rate, short } = useFormat();
  const formatTime = useAxisTime();
  return useMemo(
    () => ({
      stacked: true,
      series: [
        { label: t.failed, color: "chart-failed", fill: "chart-failed-fill" },
        { label: t.succeeded, color: "chart-active", fill: "chart-active-fill" },
      ],
      formatValue: rate,
      formatTick: short,
      formatTime,
    }),
    [t, rate, short, formatTime],
  );
}

function useErrorRateLook(): ChartLook {
  const { charts: t } = usePanelMessages();
  const { percent } = useFormat();
  const formatTime = useAxisTime();
  return useMemo(
    () => ({
      series: [{ label: t.errorRate, color: "chart-failed", fill: "chart-failed-fill" }],
      thresholds: [{ value: ERROR_LEVEL, color: "bad", text: percent(ERROR_LEVEL) }],
      formatValue: percent,
      formatTick: percent,
      formatTime,
    }),
    [t, percent, formatTime],
  );
}

/** The requests of all apps over time, and the share of them that failed. */
export function RequestCharts({ range }: { range: ChartRange }) {
  const { charts: t } = usePanelMessages();
  const activity = useSelected(feed.store, (state) => state.activity);
  // Not the range itself, which moves with every sample.
  const length = range.to - range.from;
  const entries = useMemo(() => trafficOf(activity, length), [activity, length]);
  const shared = { entries, range };
  return (
    <div className="grid min-w-0 items-start gap-3 lg:grid-cols-2 print:grid-cols-2">
      <ChartPanel
        {...shared}
        title={t.requests}
        look={useRequestsLook()}
        readers={REQUEST_READERS}
        main={readRequests}
        minTop={1}
      />
      <ChartPanel
        {...shared}
        title={t.errorRate}
        look={useErrorRateLook()}
        readers={ERROR_READERS}
        main={readErrorRate}
        minTop={2 * ERROR_LEVEL}
      />
    </div>
  );
}
