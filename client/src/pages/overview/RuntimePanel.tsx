import type { MetricsResponse } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useMessages } from "../../i18n/language.ts";
import { Age } from "../../ui/Age.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Toggled } from "../../ui/PrecisionToggle.tsx";
import { Moment } from "../../ui/Timestamp.tsx";
import { QueryMenu } from "./QueryMenu.tsx";

/** How long the runtime has been up, and how old the numbers are. `at`: their arrival, in ms. */
export function RuntimePanel({ snapshot, at }: { snapshot: MetricsResponse; at: number }) {
  const t = useMessages();
  const { duration, exactSeconds } = useFormat();
  const title = t.overview.uptime;
  return (
    <Panel title={title} className="h-full" actions={<QueryMenu panel="uptime" title={title} />}>
      <p className="text-3xl font-semibold tracking-tight tabular-nums" data-testid="uptime">
        <Toggled short={duration(snapshot.uptime)} exact={exactSeconds(snapshot.uptime)} />
      </p>
      <p className="text-muted-foreground">{t.overview.uptimeHint}</p>
      <h3 className="mt-5 font-semibold">{t.overview.snapshot}</h3>
      <p className="tabular-nums" data-testid="timestamp">
        <Moment iso={snapshot.timestamp} />
      </p>
      <p className="text-muted-foreground tabular-nums">
        <Age at={at} words={t.overview.age} />
      </p>
    </Panel>
  );
}
