import { lazy } from "react";
import type { WindowMinutes } from "../../charts/timeWindow.ts";
import { feed } from "../../data/feed/instance.ts";
import { useSelected } from "../../data/store.ts";
import { Below } from "../../ui/DeferUntilVisible.tsx";
import { Late } from "../../ui/LazyBoundary.tsx";
import { Loading } from "../../ui/Skeleton.tsx";
import { CountersPanel } from "./CountersPanel.tsx";
import { Charts } from "./PoolCharts.tsx";
import { RuntimePanel } from "./RuntimePanel.tsx";
import { UtilizationPanel } from "./UtilizationPanel.tsx";

/** Loaded after the rest: most windows show it only when they are scrolled. */
const LowerPanels = lazy(async () => ({
  default: (await import("./LowerPanels.tsx")).LowerPanels,
}));

/** The pool at a glance, fed by the live feed. */
export function Overview({ window }: { window: WindowMinutes }) {
  const snapshot = useSelected(feed.store, (state) => state.snapshot);
  const at = useSelected(feed.store, (state) => state.snapshotAt);
  const failed = useSelected(feed.store, (state) => state.connection.error !== null);
  // What is the matter is said above; nothing is on its way then.
  if (snapshot === null || at === null) return failed ? null : <Loading />;
  return (
    <div className="grid min-w-0 gap-4">
      <div className="grid min-w-0 gap-4 md:grid-cols-2 lg:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,4fr)]">
        <UtilizationPanel pool={snapshot.pool} />
        <CountersPanel pool={snapshot.pool} />
        <div className="min-w-0 md:col-span-2 lg:col-span-1">
          <RuntimePanel snapshot={snapshot} at={at} />
        </div>
      </div>
      <Charts snapshot={snapshot} window={window} />
      <Below>
        <Late>
          <LowerPanels window={window} />
        </Late>
      </Below>
    </div>
  );
}
