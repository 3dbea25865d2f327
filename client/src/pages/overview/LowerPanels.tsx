import type { WindowMinutes } from "../../charts/timeWindow.ts";
import { ActivityPanel } from "./ActivityPanel.tsx";
import { PrometheusPanel } from "./PrometheusPanel.tsx";

/** What lies below the charts, and so below the edge of most windows at first. */
export function LowerPanels({ window }: { window: WindowMinutes }) {
  return (
    <>
      <ActivityPanel window={window} />
      <PrometheusPanel />
    </>
  );
}
