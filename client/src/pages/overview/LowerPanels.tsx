import type { MetricsResponse } from "../../../../server/types.ts";
import type { Verdict } from "../../insight/verdict/verdict.ts";
import { ActivityPanel } from "./ActivityPanel.tsx";
import { CountersPanel } from "./CountersPanel.tsx";
import { JournalPanel } from "./JournalPanel.tsx";
import { MoversPanel } from "./MoversPanel.tsx";
import { PoolCharts, RequestCharts } from "./OverviewCharts.tsx";
import { PrometheusPanel } from "./PrometheusPanel.tsx";
import { RuntimePanel } from "./RuntimePanel.tsx";
import type { ChartWindow } from "./search.ts";
import { UtilizationPanel } from "./UtilizationPanel.tsx";
import { useChartRange } from "./useChartRange.ts";

export { loadHistory } from "../../data/history/pageHistory.ts";

interface LowerPanelsProps {
  snapshot: MetricsResponse;
  /** When it arrived, in ms. */
  at: number;
  verdict: Verdict;
  window: ChartWindow;
}

/** Everything below the first screen's verdict and vitals. */
export function LowerPanels({ snapshot, at, verdict, window }: LowerPanelsProps) {
  const { pool } = snapshot;
  const range = useChartRange(window);
  return (
    <div className="grid min-h-screen min-w-0 content-start gap-3">
      <div className="grid min-w-0 gap-3 md:grid-cols-2 lg:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,4fr)]">
        <UtilizationPanel pool={pool} isAlarm={verdict.alarms.has("busy")} />
        <CountersPanel pool={pool} />
        <div className="min-w-0 md:col-span-2 lg:col-span-1">
          <RuntimePanel snapshot={snapshot} at={at} notes={verdict.notes} />
        </div>
      </div>
      <RequestCharts range={range} />
      <MoversPanel />
      <JournalPanel />
      <PoolCharts size={pool.size} range={range} />
      <ActivityPanel />
      <PrometheusPanel />
    </div>
  );
}
