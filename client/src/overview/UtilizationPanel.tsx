import type { PoolMetrics } from "../../../server/types.ts";
import { Panel } from "../components/Panel.tsx";
import { useFormat } from "../format/useFormat.ts";
import { Gauge } from "../gauge/Gauge.tsx";
import { useMessages } from "../i18n/locale.ts";
import { QueryMenu } from "./QueryMenu.tsx";

/** What the gauge's number is made of, and the number itself where the gauge cuts it short. */
function useParts(pool: PoolMetrics): string {
  const t = useMessages();
  const { count, percent, shortPercent } = useFormat();
  if (pool.size === 0) return t.overview.noSize;
  const parts = t.overview.utilizationOf(count(pool.active), count(pool.size));
  const exact = percent(pool.utilization);
  return exact === shortPercent(pool.utilization) ? parts : `${exact}: ${parts}`;
}

/** How full the pool is; not known where its size is not. */
export function UtilizationPanel({ pool }: { pool: PoolMetrics }) {
  const t = useMessages();
  const title = t.overview.utilization;
  return (
    <Panel title={title} actions={<QueryMenu panel="utilization" title={title} />}>
      <Gauge utilization={pool.size > 0 ? pool.utilization : null} />
      <p className="mt-2 text-center text-muted-foreground">{useParts(pool)}</p>
    </Panel>
  );
}
