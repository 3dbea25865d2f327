import type { PoolMetrics } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { Icon, type IconNode } from "../../ui/Icon.tsx";
import { CircleAlert, CircleCheck, Clock, Flame, Info, TriangleAlert } from "../../ui/icons.ts";
import { Panel } from "../../ui/Panel.tsx";
import { arcPath, CRITICAL, HIGH, type Level, levelOf, pointAt } from "./gauge.ts";
import { useLastUpdate } from "./useInsight.ts";

const RADIUS = 80;

/** The font size at which a text of one character fills the gauge; it is divided by the length of longer ones. */
const WIDEST_TEXT = 200;

interface Look {
  stroke: string;
  chip: string;
  icon: IconNode;
}

const BAD = { stroke: "stroke-bad", chip: "bg-bad-soft text-bad-text" };
const LOOKS: Record<Level, Look> = {
  ok: { stroke: "stroke-ok", chip: "bg-ok-soft text-ok-text", icon: CircleCheck },
  high: { stroke: "stroke-warn", chip: "bg-warn-soft text-warn-text", icon: TriangleAlert },
  critical: { ...BAD, icon: CircleAlert },
  over: { ...BAD, icon: Flame },
};

/** A high level that isn't an alarm has a colour that no zone of the scale has. */
const CALM: Look = { stroke: "stroke-chart-active", chip: "bg-muted", icon: Info };
const OUTDATED: Look = { ...CALM, chip: "bg-muted text-muted-foreground", icon: Clock };

/** The zones of the scale around the value's arc explain the colours. */
function Zones() {
  const zones = [
    ["stroke-ok", 0, HIGH],
    ["stroke-warn", HIGH, CRITICAL],
    ["stroke-bad", CRITICAL, 1],
  ] as const;
  return zones.map(([stroke, from, to]) => (
    <path
      key={stroke}
      d={arcPath(from + 0.006, to - 0.006, RADIUS + 13)}
      className={stroke}
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

/** Centred by a translation: a text of another length is no layout shift. */
const CENTERED = "relative left-1/2 [translate:-50%] tabular-nums";

interface GaugeProps {
  /** `null` if it is unknown. */
  utilization: number | null;
  level: Level;
  /** The level in words, or how old the numbers are. */
  status: string;
  look: Look;
  isOutdated: boolean;
}

function Chip({ utilization, level, status, look, isOutdated }: GaugeProps) {
  const { chip, icon } = isOutdated ? OUTDATED : look;
  if (utilization === null && !isOutdated) return null;
  return (
    <span
      data-testid={isOutdated ? undefined : "level"}
      data-level={level}
      className={`chip ${CENTERED} ${chip}`}
    >
      <Icon node={icon} className="size-3.5" />
      {status}
    </span>
  );
}

/** Attributes for screen readers: a meter, or an image if there is no measurement. */
function useSemantics({ utilization, status }: GaugeProps) {
  const t = usePanelMessages();
  const { percent } = useFormat();
  const label = t.overview.utilization;
  if (utilization === null) {
    return { role: "img", "aria-label": `${label}: ${t.notAvailable}` } as const;
  }
  return {
    role: "meter",
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": Math.max(100, Math.round(utilization * 100)),
    "aria-valuenow": Math.round(utilization * 1_000) / 10,
    "aria-valuetext": `${percent(utilization)}, ${status}`,
  } as const;
}

/** The utilization as an arc; above 100 % it is full, and only the number grows. */
function Gauge(props: GaugeProps) {
  const { utilization, look, isOutdated } = props;
  const { notAvailable } = usePanelMessages();
  const { shortPercent } = useFormat();
  const text = utilization === null ? notAvailable : shortPercent(utilization);
  return (
    <div {...useSemantics(props)} className="mx-auto w-full max-w-52">
      <svg
        viewBox="-118 -112 236 164"
        fill="none"
        strokeLinecap="round"
        aria-hidden
        className={isOutdated ? "grayscale" : ""}
      >
        <path d={arcPath(0, 1, RADIUS)} className="stroke-muted" strokeWidth={14} />
        {utilization !== null && (
          <path
            d={arcPath(0, Math.max(utilization, 0.004), RADIUS)}
            className={`[transition:stroke_0.3s] ${look.stroke}`}
            strokeWidth={14}
          />
        )}
        <g strokeLinecap="butt">
          <Zones />
        </g>
        <ScaleText ratio={HIGH} />
        <ScaleText ratio={CRITICAL} />
        <text
          y={12}
          textAnchor="middle"
          fontSize={Math.min(38, WIDEST_TEXT / text.length)}
          className={`font-semibold tracking-tight tabular-nums ${isOutdated ? "fill-muted-foreground" : "fill-foreground"}`}
        >
          {text}
        </text>
      </svg>
      <div className="h-6">
        <Chip {...props} />
      </div>
    </div>
  );
}

/** What the utilization is computed from, with its exact value if the gauge shortens it. */
function useBasis(pool: PoolMetrics): string {
  const { overview } = usePanelMessages();
  const { count, percent, shortPercent } = useFormat();
  if (pool.size === 0) return overview.noSize;
  const basis = overview.utilizationOf(count(pool.active), count(pool.size));
  const exact = percent(pool.utilization);
  return exact === shortPercent(pool.utilization) ? basis : `${exact}: ${basis}`;
}

interface UtilizationPanelProps {
  pool: PoolMetrics;
  /** Whether requests suffer from it: otherwise a high utilization is not an alarm. */
  isAlarm: boolean;
}

/** The pool's utilization; unknown if its size is. */
export function UtilizationPanel({ pool, isAlarm }: UtilizationPanelProps) {
  const { overview } = usePanelMessages();
  const lastUpdate = useLastUpdate();
  const utilization = pool.size > 0 ? pool.utilization : null;
  const level = levelOf(utilization ?? 0);
  const isCalm = !isAlarm && level !== "ok";
  const levelText = isCalm && level !== "over" ? overview.calm : overview.level[level];
  return (
    <Panel title={overview.utilization} hint={overview.utilizationHint}>
      <Gauge
        {...{ utilization, level }}
        status={lastUpdate ?? levelText}
        look={isCalm ? CALM : LOOKS[level]}
        isOutdated={lastUpdate !== null}
      />
      <p className="mt-1 text-muted-foreground">
        <span className={`inline-block text-center ${CENTERED}`}>{useBasis(pool)}</span>
      </p>
    </Panel>
  );
}
