import type { PoolMetrics } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useOverviewMessages } from "../../i18n/language.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Gauge } from "./Gauge.tsx";
import { useLastUpdate } from "./useLastUpdate.ts";

/** What the utilization is computed from, with its exact value if the gauge shortens it. */
function useBasis(pool: PoolMetrics): string {
  const { overview } = useOverviewMessages();
  const { count, percent, shortPercent } = useFormat();
  if (pool.size === 0) return overview.noSize;
  const basis = overview.utilizationOf(count(pool.active), count(pool.size));
  const exact = percent(pool.utilization);
  return exact === shortPercent(pool.utilization) ? basis : `${exact}: ${basis}`;
}

/** The pool's utilization; unknown if its size is. `isAlarm`: whether requests suffer from it. */
export function UtilizationPanel({ pool, isAlarm }: { pool: PoolMetrics; isAlarm: boolean }) {
  const { overview } = useOverviewMessages();
  return (
    <Panel title={overview.utilization} hint={overview.utilizationHint}>
      <Gauge
        utilization={pool.size > 0 ? pool.utilization : null}
        lastUpdate={useLastUpdate()}
        isAlarm={isAlarm}
      />
      <p className="mt-1 text-center text-muted-foreground">{useBasis(pool)}</p>
    </Panel>
  );
}
