import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useStore } from "../../data/store.ts";
import { type Format, useFormat } from "../../format/useFormat.ts";
import { visibleApp } from "../../format/visible.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { changeOf, type Mover, moversOf, RANKINGS, type Ranking } from "../../insight/movers.ts";

import type { WorkersLink } from "../../insight/workersLink.ts";
import { Icon } from "../../ui/Icon.tsx";
import { ArrowDown, ArrowUp } from "../../ui/icons.ts";
import { Panel } from "../../ui/Panel.tsx";
import { SrSeparator } from "../../ui/SrSeparator.tsx";
import { toWorkers } from "../StatementText.tsx";
import { ledger, useLastUpdate } from "./useInsight.ts";

/** The window that apps are ranked over, in ms. */
const WINDOW_MS = 300_000;

/** How each ranking is formatted, the column that its links sort by, and the class of its bars. */
const LOOKS: Record<
  Ranking,
  readonly [
    format: keyof Pick<Format, "rate" | "percent" | "bytes" | "ms">,
    sort: NonNullable<WorkersLink["search"]["sort"]>,
    bar: string,
  ]
> = {
  requests: ["rate", "requestRate", "bg-chart-active"],
  errors: ["rate", "errors", "bg-bad"],
  cpu: ["percent", "cpu", "bg-chart-active"],
  memory: ["bytes", "rss", "bg-chart-active"],
  response: ["ms", "responseMs", "bg-chart-active"],
};

/** Smaller changes are not shown. */
const LEAST_CHANGE = 0.05;

/** The change from the previous window, if there is a notable one. */
function Change({ mover }: { mover: Mover }) {
  const { movers: t } = usePanelMessages();
  const { shortPercent } = useFormat();
  const change = changeOf(mover);
  if (change === null || Math.abs(change) < LEAST_CHANGE) return null;
  const text = shortPercent(Math.abs(change));
  return (
    <span className="inline-flex items-center text-xs text-muted-foreground">
      <span className="sr-only">{change < 0 ? t.less(text) : t.more(text)}</span>
      <Icon node={change < 0 ? ArrowDown : ArrowUp} className="size-3" />
      <span aria-hidden>{text}</span>
    </span>
  );
}

interface RowProps {
  ranking: Ranking;
  mover: Mover;
  /** The value of a full bar: the highest of the ranking, for CPU at least one core. */
  most: number;
}

function Row({ ranking, mover, most }: RowProps) {
  const format = useFormat();
  const [formatName, sort, bar] = LOOKS[ranking];
  const { app, value } = mover;
  return (
    <li className="min-w-0 max-sm:nth-[n+4]:hidden">
      <Link
        {...toWorkers({ search: { app, sort, desc: true } })}
        title={visibleApp(app)}
        className="block rounded-sm py-1 hover:bg-muted"
      >
        <bdi className="block truncate">{visibleApp(app)}</bdi>
        <SrSeparator />
        <span className="flex items-baseline justify-between gap-2 tabular-nums">
          <span className="font-semibold">{format[formatName](value)}</span>
          <SrSeparator />
          <Change mover={mover} />
        </span>
        <span aria-hidden className="mt-0.5 block h-1 rounded-full bg-muted">
          <span
            className={`block h-full rounded-full forced-color-adjust-none ${bar}`}
            style={{ width: `${Math.max((value / most) * 100, 1)}%` }}
          />
        </span>
      </Link>
    </li>
  );
}

/** The top apps of each ranking, linked to their workers; grey while no new numbers arrive. */
export function MoversPanel() {
  const { movers: t } = usePanelMessages();
  const counted = useStore(ledger);
  const isCurrent = useLastUpdate() === null;
  const movers = useMemo(() => moversOf(counted, WINDOW_MS), [counted]);
  return (
    <Panel title={t.title} hint={t.hint}>
      <div
        className={`grid grid-cols-2 gap-x-5 gap-y-4 sm:grid-cols-3 lg:grid-cols-5 ${isCurrent ? "" : "text-muted-foreground grayscale"}`}
      >
        {RANKINGS.map((ranking) => (
          <div key={ranking} className="min-w-0">
            <h3 className="label mb-1">{t.rankings[ranking]}</h3>
            {movers[ranking].length === 0 && <p className="text-muted-foreground">{t.none}</p>}
            <ol className="grid list-none gap-1">
              {movers[ranking].map((mover) => (
                <Row
                  key={mover.app}
                  ranking={ranking}
                  mover={mover}
                  most={Math.max(movers[ranking][0]?.value ?? 1, ranking === "cpu" ? 1 : 0)}
                />
              ))}
            </ol>
          </div>
        ))}
      </div>
    </Panel>
  );
}
