import type { PoolMetrics } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useMessages } from "../../i18n/language.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Gauge } from "./Gauge.tsx";
import { HelpMenu } from "./HelpMenu.tsx";
import { QueryMenu } from "./QueryMenu.tsx";
import { useHeld } from "./useLastUpdate.ts";

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
  const actions = (
    <>
      <HelpMenu topic="utilization" title={title} />
      <QueryMenu panel="utilization" title={title} />
    </>
  );
  return (
    <Panel title={title} actions={actions}>
      <Gauge utilization={pool.size > 0 ? pool.utilization : null} held={useHeld()} />
      <p className="mt-2 text-center text-muted-foreground">{useParts(pool)}</p>
    </Panel>
  );
}
