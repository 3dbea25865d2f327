import { Link } from "@tanstack/react-router";
import { Sparkline } from "../../charts/Sparkline.tsx";
import { type Format, useFormat } from "../../format/useFormat.ts";
import { useOverviewMessages } from "../../i18n/language.ts";
import type { Severity } from "../../insight/verdict/fact.ts";
import { SERIES_MS, VITALS, type Vital, type VitalName } from "../../insight/vitals.ts";
import { Icon } from "../../ui/Icon.tsx";
import { SrSeparator } from "../../ui/SrSeparator.tsx";
import type { WorkersSearch } from "../workers/search.ts";
import { type Insight, useLastUpdate } from "./useInsight.ts";
import { SEVERITY_LOOKS } from "./Verdict.tsx";

/** The rows behind each number. */
const ROWS: Record<VitalName, WorkersSearch> = {
  requestRate: { sort: "requestRate", desc: true },
  errorRate: { trouble: "errors", sort: "errors", desc: true },
  responseMs: { sort: "responseMs", desc: true },
  busy: { state: "active", sort: "requests", desc: true },
  failed: { trouble: "failed" },
  blocked: { trouble: "blocked" },
  // The rows of apps with `ttl: 0`, whose requests wait in the queue, have no live worker.
  queue: { state: "terminated", sort: "requests", desc: true },
};

const FORMATS: Record<VitalName, keyof Pick<Format, "rate" | "percent" | "ms" | "short">> = {
  requestRate: "rate",
  errorRate: "percent",
  responseMs: "ms",
  busy: "rate",
  failed: "short",
  blocked: "short",
  queue: "short",
};

/** The left edge of a line, in ms: five minutes ago, or its first point if that is later, but at least a minute ago. */
function seriesStart({ series }: Vital, now: number): number {
  return Math.max(now - SERIES_MS, Math.min(series[0]?.t ?? now, now - 60_000));
}

/** What a number means, with its limit. */
function useHint(name: VitalName, { of }: Vital, alarm: Severity | undefined): string {
  const { vitals } = useOverviewMessages();
  const { short } = useFormat();
  // While slots are short, few workers may be busy: each is evicted after a request.
  if (alarm && name === "busy") return vitals.fewSlots;
  if (of !== null && (name === "busy" || name === "queue")) return vitals[name].of(short(of));
  return vitals[name].hint;
}

interface TileProps {
  name: VitalName;
  vital: Vital;
  alarm: Severity | undefined;
  now: number;
}

/** One number with its last minutes, linked to the rows behind it. */
function Tile({ name, vital, alarm, now }: TileProps) {
  const t = useOverviewMessages();
  const format = useFormat();
  const formatValue = format[FORMATS[name]];
  const { label } = t.vitals[name];
  const { value } = vital;
  const [icon, look, ink] = alarm ? SEVERITY_LOOKS[alarm] : [null, "", ""];
  return (
    <li className="min-w-0 last:max-sm:col-span-2">
      <Link
        to="/workers"
        search={ROWS[name]}
        data-testid={`vital-${name}`}
        data-alarm={alarm}
        className={`card flex h-full flex-col px-2.5 py-2 hover:border-primary ${look}`}
      >
        <span className="label flex items-center gap-1">
          {/* After the label, so that it doesn't move. */}
          {icon && <Icon node={icon} className={`order-last size-3.5 shrink-0 ${ink}`} />}
          {alarm && icon && <span className="sr-only">{t.verdict.severity[alarm]}: </span>}
          <span className="truncate">{label}</span>
        </span>
        <SrSeparator />
        <span className="flex items-end gap-2 sm:contents">
          <span
            className={`truncate max-sm:min-w-20 max-sm:shrink-0 text-xl [line-height:1.75rem] font-semibold tracking-tight tabular-nums ${ink}`}
          >
            {value === null ? t.notAvailable : formatValue(value)}
          </span>
          <SrSeparator />
          <span
            aria-hidden
            className="block min-w-8 flex-1 max-sm:pb-1.5 sm:order-last sm:mt-auto sm:flex-none sm:pt-1"
          >
            <Sparkline
              entries={vital.series}
              read={(point) => point.value}
              from={seriesStart(vital, now)}
              to={now}
              label={label}
              formatValue={formatValue}
              look={alarm === "critical" ? "stroke-bad" : undefined}
              className="h-6"
            />
          </span>
        </span>
        <span className="line-clamp-2 min-h-8 text-xs [line-height:1rem] text-muted-foreground">
          {useHint(name, vital, alarm)}
        </span>
      </Link>
    </li>
  );
}

/** The numbers of the first screen; grey while no new ones arrive. */
export function VitalsPanel({ vitals, verdict, now }: Insight) {
  const t = useOverviewMessages();
  const isCurrent = useLastUpdate() === null;
  return (
    <ul
      aria-label={t.vitals.title}
      className={`grid min-w-0 grid-cols-2 gap-2 sm:grid-cols-4 lg:grid-cols-7 ${isCurrent ? "" : "grayscale"}`}
    >
      {VITALS.map((name) => (
        <Tile
          key={name}
          name={name}
          vital={vitals[name]}
          alarm={isCurrent ? verdict.alarms.get(name) : undefined}
          now={now}
        />
      ))}
    </ul>
  );
}
