import type { PoolMetrics } from "../../../server/types.ts";
import { Panel } from "../components/Panel.tsx";
import { useFormat } from "../format/useFormat.ts";
import { Gauge } from "../gauge/Gauge.tsx";
import { useMessages } from "../i18n/locale.ts";
import { QueryMenu } from "./QueryMenu.tsx";

/** How full the pool is. */
export function UtilizationPanel({ pool }: { pool: PoolMetrics }) {
  const t = useMessages();
  const { count } = useFormat();
  const title = t.overview.utilization;
  return (
    <Panel
      title={title}
      actions={<QueryMenu panel="utilization" title={title} />}
      className="flex flex-col"
    >
      <Gauge utilization={pool.utilization} />
      <p className="mt-1 text-center text-muted-foreground">
        {pool.size > 0
          ? t.overview.utilizationOf(count(pool.active), count(pool.size))
          : t.overview.noSize}
      </p>
    </Panel>
  );
}
