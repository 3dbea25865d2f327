import { CircleAlert, CircleCheck, Flame, TriangleAlert } from "lucide-react";
import { useFormat } from "../format/useFormat.ts";
import { useMessages } from "../i18n/locale.ts";
import { arcPath, pointAt } from "./arc.ts";
import { type Level, levelOf, THRESHOLDS } from "./level.ts";

const RADIUS = 80;

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

/** The zones of the scale, thin beside the value's arc, so that colour is explained by position. */
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

/** What the level means, in words and a sign: colour alone says nothing here. */
export function LevelBadge({ level }: { level: Level }) {
  const t = useMessages();
  const Icon = ICONS[level];
  return (
    <span
      data-testid="level"
      data-level={level}
      title={t.overview.levelHint[level]}
      className={`chip ${BADGES[level]}`}
    >
      <Icon aria-hidden className="size-3.5" />
      {t.overview.level[level]}
    </span>
  );
}

/** The utilization as a gauge; above 100 % it is full and the number tells the rest. */
export function Gauge({ utilization }: { utilization: number }) {
  const t = useMessages();
  const { percent } = useFormat();
  const level = levelOf(utilization);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element draws a bar of its own
    <div
      role="meter"
      aria-label={t.overview.utilization}
      aria-valuemin={0}
      aria-valuemax={Math.max(100, Math.round(utilization * 100))}
      aria-valuenow={Math.round(utilization * 1_000) / 10}
      aria-valuetext={`${percent(utilization)}, ${t.overview.level[level]}`}
      className="relative mx-auto w-full max-w-64"
    >
      <svg viewBox="-118 -112 236 172" fill="none" strokeLinecap="round" aria-hidden>
        <path d={arcPath(0, 1, RADIUS)} className="stroke-muted" strokeWidth={14} />
        <path
          d={arcPath(0, Math.max(utilization, 0.004), RADIUS)}
          className={`transition-[stroke] duration-300 ${STROKES[level]}`}
          strokeWidth={14}
        />
        <g strokeLinecap="butt">
          <Zones />
        </g>
        <ScaleText ratio={0.6} />
        <ScaleText ratio={0.8} />
        <text
          y={8}
          textAnchor="middle"
          className="fill-foreground text-[38px] font-semibold tracking-tight tabular-nums"
        >
          {percent(utilization)}
        </text>
      </svg>
      <div className="absolute inset-x-0 bottom-[12%] flex justify-center">
        <LevelBadge level={level} />
      </div>
    </div>
  );
}
