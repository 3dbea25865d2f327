import type { MetricsResponse } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useOverviewMessages } from "../../i18n/language.ts";
import { Age } from "../../ui/Age.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { PrecisionToggle } from "../../ui/PrecisionToggle.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

/** The runtime's uptime and the age of the numbers. `at`: when they arrived, in ms. */
export function RuntimePanel({ snapshot, at }: { snapshot: MetricsResponse; at: number }) {
  const { overview } = useOverviewMessages();
  const { duration, exactSeconds } = useFormat();
  return (
    <Panel title={overview.uptime} className="h-full">
      <p className="text-3xl font-semibold tracking-tight tabular-nums" data-testid="uptime">
        <PrecisionToggle short={duration(snapshot.uptime)} exact={exactSeconds(snapshot.uptime)} />
      </p>
      <p className="text-muted-foreground">{overview.uptimeHint}</p>
      <h3 className="mt-5 font-semibold">{overview.snapshot}</h3>
      <p className="tabular-nums" data-testid="timestamp">
        <Timestamp iso={snapshot.timestamp} />
      </p>
      <p className="text-muted-foreground tabular-nums">
        <Age at={at} text={overview.received} />
      </p>
    </Panel>
  );
}
