import { useFormat } from "../../format/useFormat.ts";
import { useOverviewMessages } from "../../i18n/language.ts";
import { Icon } from "../../ui/Icon.tsx";
import { CircleAlert, CircleCheck, Clock, Flame, Info, TriangleAlert } from "../../ui/icons.ts";
import { arcPath, pointAt } from "./gaugeArc.ts";
import { type Level, levelOf, THRESHOLDS } from "./utilizationLevel.ts";

const RADIUS = 80;

/** The font size for a text of one character that fills the arc; longer ones divide it. */
const WIDEST_TEXT = 200;

const STROKES: Record<Level, string> = {
  ok: "stroke-ok",
  high: "stroke-warn",
  critical: "stroke-bad",
  over: "stroke-bad",
};

const BADGES: Record<Level, string> = {
  ok: "bg-ok-soft text-ok-text",
  high: "bg-warn-soft text-warn-text",
  critical: "bg-bad-soft text-bad-text",
  over: "bg-bad-soft text-bad-text",
};

const ICONS = { ok: CircleCheck, high: TriangleAlert, critical: CircleAlert, over: Flame };

/** The zones of the scale beside the value's arc: position explains the colours. */
function Zones() {
  const [yellow, red] = THRESHOLDS.map(([ratio]) => ratio);
  const zones = [
    ["stroke-ok", 0, yellow],
    ["stroke-warn", yellow, red],
    ["stroke-bad", red, 1],
  ] as const;
  return zones.map(([look, from = 0, to = 1]) => (
    <path
      key={look}
      d={arcPath(from + 0.006, to - 0.006, RADIUS + 13)}
      className={look}
      strokeWidth={3}
      opacity={0.75}
    />
  ));
}

function ScaleText({ ratio }: { ratio: number }) {
  const { percent } = useFormat();
  const [x, y] = pointAt(ratio, RADIUS + 25);
  return (
    <text x={x} y={y + 3} textAnchor="middle" className="fill-muted-foreground text-[9px]">
      {percent(ratio)}
    </text>
  );
}

/** The level in words: a full pool under which nothing suffers is only that. */
function useLevelText(level: Level | null, isAlarm: boolean): string {
  const { overview } = useOverviewMessages();
  if (level === null) return "";
  return isAlarm || level === "ok" || level === "over" ? overview.level[level] : overview.calm;
}

/** The level in words and with an icon, never by colour alone. */
function LevelBadge({ level, isAlarm }: { level: Level; isAlarm: boolean }) {
  const isCalm = !isAlarm && level !== "ok";
  return (
    <span
      data-testid="level"
      data-level={level}
      className={`chip ${isCalm ? "bg-muted text-foreground" : BADGES[level]}`}
    >
      <Icon node={isCalm ? Info : ICONS[level]} className="size-3.5" />
      {useLevelText(level, isAlarm)}
    </span>
  );
}

/** In the level's place while the number is out of date. */
function LastUpdateBadge({ text }: { text: string }) {
  return (
    <span className="chip bg-muted text-muted-foreground tabular-nums">
      <Icon node={Clock} className="size-3.5" />
      {text}
    </span>
  );
}

/** An arc without alarm has a colour that no zone of the scale has. */
const AT_EASE = "stroke-chart-active";

interface GaugeProps {
  /** `null` if it is unknown. */
  utilization: number | null;
  /** While no numbers arrive: how old this one is, in words. */
  lastUpdate: string | null;
  /** Whether requests suffer from it: only then is a high level an alarm. */
  isAlarm: boolean;
}

/** The gauge for screen readers: a meter, or an image if there is no measurement. */
function useSemantics({ utilization, lastUpdate, isAlarm }: GaugeProps) {
  const t = useOverviewMessages();
  const { percent } = useFormat();
  const label = t.overview.utilization;
  const levelText = useLevelText(utilization === null ? null : levelOf(utilization), isAlarm);
  if (utilization === null) {
    return { role: "img", "aria-label": `${label}: ${t.notAvailable}` } as const;
  }
  return {
    role: "meter",
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": Math.max(100, Math.round(utilization * 100)),
    "aria-valuenow": Math.round(utilization * 1_000) / 10,
    "aria-valuetext": `${percent(utilization)}, ${lastUpdate ?? levelText}`,
  } as const;
}

/** The utilization as a gauge; above 100 % it is full, and only the number grows. */
export function Gauge(props: GaugeProps) {
  const { utilization, lastUpdate, isAlarm } = props;
  const t = useOverviewMessages();
  const { shortPercent } = useFormat();
  const level = utilization === null ? null : levelOf(utilization);
  const text = utilization === null ? t.notAvailable : shortPercent(utilization);
  return (
    <div {...useSemantics(props)} className="mx-auto w-full max-w-52">
      <svg
        viewBox="-118 -112 236 164"
        fill="none"
        strokeLinecap="round"
        aria-hidden
        className={lastUpdate ? "grayscale" : ""}
      >
        <path d={arcPath(0, 1, RADIUS)} className="stroke-muted" strokeWidth={14} />
        {utilization !== null && level && (
          <path
            d={arcPath(0, Math.max(utilization, 0.004), RADIUS)}
            className={`transition-[stroke] duration-300 ${isAlarm || level === "ok" ? STROKES[level] : AT_EASE}`}
            strokeWidth={14}
          />
        )}
        <g strokeLinecap="butt">
          <Zones />
        </g>
        <ScaleText ratio={0.6} />
        <ScaleText ratio={0.8} />
        <text
          y={12}
          textAnchor="middle"
          fontSize={Math.min(38, WIDEST_TEXT / text.length)}
          className={`font-semibold tracking-tight tabular-nums ${lastUpdate ? "fill-muted-foreground" : "fill-foreground"}`}
        >
          {text}
        </text>
      </svg>
      <div className="flex h-6 justify-center">
        {lastUpdate ? (
          <LastUpdateBadge text={lastUpdate} />
        ) : (
          level && <LevelBadge level={level} isAlarm={isAlarm} />
        )}
      </div>
    </div>
  );
}
