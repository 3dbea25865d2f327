import type { WindowMinutes } from "../../charts/timeWindow.ts";
import { feed } from "../../data/feed/instance.ts";
import { useSelected } from "../../data/store.ts";
import { DeferUntilVisible } from "../../ui/DeferUntilVisible.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { ActivityPanel } from "./ActivityPanel.tsx";
import { CountersPanel } from "./CountersPanel.tsx";
import { PoolCharts } from "./PoolCharts.tsx";
import { PrometheusPanel } from "./PrometheusPanel.tsx";
import { RuntimePanel } from "./RuntimePanel.tsx";
import { UtilizationPanel } from "./UtilizationPanel.tsx";

/** The pool at a glance, from the live feed. */
export function Overview({ window }: { window: WindowMinutes }) {
  const snapshot = useSelected(feed.store, (state) => state.snapshot);
  const at = useSelected(feed.store, (state) => state.snapshotAt);
  const hasFailed = useSelected(feed.store, (state) => state.connection.error !== null);
  // After a failure the notice above says why there are no numbers.
  if (snapshot === null || at === null) return hasFailed ? null : <Skeleton />;
  return (
    <div className="grid min-w-0 gap-4">
      <div className="grid min-w-0 gap-4 md:grid-cols-2 lg:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,4fr)]">
        <UtilizationPanel pool={snapshot.pool} />
        <CountersPanel pool={snapshot.pool} />
        <div className="min-w-0 md:col-span-2 lg:col-span-1">
          <RuntimePanel snapshot={snapshot} at={at} />
        </div>
      </div>
      <PoolCharts size={snapshot.pool.size} window={window} />
      <DeferUntilVisible>
        <ActivityPanel window={window} />
        <PrometheusPanel />
      </DeferUntilVisible>
    </div>
  );
}
