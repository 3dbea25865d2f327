import type { MetricsResponse } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import type { Fact } from "../../insight/verdict/fact.ts";
import { factInWords } from "../../insight/words.ts";
import { Age } from "../../ui/Age.tsx";
import { PrecisionToggle, Timestamp } from "../../ui/LinkToggle.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useWords } from "../StatementText.tsx";

interface RuntimePanelProps {
  snapshot: MetricsResponse;
  /** When it arrived, in ms. */
  at: number;
  notes: readonly Fact[];
}

/** Says that the clocks differ, if they do: otherwise the two times here would contradict each other. */
function ClockSkew({ notes }: Pick<RuntimePanelProps, "notes">) {
  const words = useWords();
  const skew = notes.find(({ kind }) => kind === "clockSkew");
  return (
    skew && <p className="mt-1 text-xs text-muted-foreground">{factInWords(skew, words).text}</p>
  );
}

/** The runtime's uptime and the age of the numbers. */
export function RuntimePanel({ snapshot, at, notes }: RuntimePanelProps) {
  const { overview } = usePanelMessages();
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
      <ClockSkew notes={notes} />
    </Panel>
  );
}
