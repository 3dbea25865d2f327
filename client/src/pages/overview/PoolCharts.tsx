import { useMemo } from "react";
import { ChartPanel, type ChartRange } from "../../charts/ChartPanel.tsx";
import type { ChartLook } from "../../charts/options.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import type { PoolSample } from "../../data/feed/samples.ts";
import { useSelected } from "../../data/store.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useOverviewMessages } from "../../i18n/language.ts";
import { HelpMenu } from "./HelpMenu.tsx";
import { useAxisTime } from "./useAxisTime.ts";

const WORKER_READERS = [
  (sample: PoolSample) => sample.active,
  (sample: PoolSample) => sample.idle,
  (sample: PoolSample) => sample.creating,
];
const readTotal = (sample: PoolSample) => sample.total;
/** Without a known size there is no utilization: 0 would look like a measurement. */
const readUtilization = (sample: PoolSample) => (sample.size > 0 ? sample.utilization : null);
const UTILIZATION_READERS = [readUtilization];

/** `size`: the pool's, 0 if it is unknown. */
function useWorkersLook(size: number): ChartLook {
  const { overview } = useOverviewMessages();
  const { decimal, short } = useFormat();
  const formatTime = useAxisTime();
  return useMemo(
    () => ({
      stacked: true,
      series: [
        { label: overview.active, color: "chart-active", fill: "chart-active-fill" },
        { label: overview.idle, color: "chart-idle", fill: "chart-idle-fill" },
        { label: overview.creating, color: "chart-creating", fill: "chart-creating-fill" },
      ],
      thresholds:
        size > 0
          ? [{ value: size, color: "chart-line", text: `${overview.size}: ${short(size)}` }]
          : [],
      formatValue: decimal,
      formatTick: short,
      formatTime,
    }),
    [size, overview, decimal, short, formatTime],
  );
}

function useUtilizationLook(): ChartLook {
  const { overview } = useOverviewMessages();
  const { percent, shortPercent } = useFormat();
  const formatTime = useAxisTime();
  return useMemo(
    () => ({
      series: [{ label: overview.utilization, color: "chart-active", fill: "chart-active-fill" }],
      thresholds: [
        { value: 0.6, color: "warn", text: percent(0.6) },
        { value: 0.8, color: "bad", text: percent(0.8) },
        { value: 1, color: "chart-line", text: percent(1) },
      ],
      formatValue: percent,
      formatTick: shortPercent,
      formatTime,
    }),
    [overview, percent, shortPercent, formatTime],
  );
}

/** The pool over time. `size`: the pool's, 0 if it is unknown. */
export function PoolCharts({ size, range }: { size: number; range: ChartRange }) {
  const { overview } = useOverviewMessages();
  const entries = useSelected(feed.store, (state) => state.pool);
  const shared = { entries, range };
  return (
    <div className="grid min-w-0 items-start gap-3 lg:grid-cols-2 print:grid-cols-2">
      <ChartPanel
        {...shared}
        title={overview.workersChart}
        look={useWorkersLook(size)}
        readers={WORKER_READERS}
        main={readTotal}
        minTop={4}
        level={size}
        actions={<HelpMenu topic="charts" title={overview.workersChart} />}
      />
      <ChartPanel
        {...shared}
        title={overview.utilizationChart}
        look={useUtilizationLook()}
        readers={UTILIZATION_READERS}
        main={readUtilization}
        minTop={1}
        actions={<HelpMenu topic="charts" title={overview.utilizationChart} />}
      />
    </div>
  );
}
