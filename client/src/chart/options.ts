import type uPlot from "uplot";

/** One line or area of a chart. */
export interface ChartSeries {
  label: string;
  /** Token of the line's colour. */
  color: string;
  /** Token of the colour below the line. */
  fill?: string;
  dash?: number[];
  width?: number;
}

/** A level to mark across the chart. */
export interface Threshold {
  value: number;
  /** Token of its colour. */
  color: string;
  text: string;
}

/** What a chart looks like; its data come apart. */
export interface ChartLook {
  series: readonly ChartSeries[];
  thresholds?: readonly Threshold[];
  /** Whether the areas lie on each other, each filled down to the one before it. */
  stacked?: boolean;
  formatValue(value: number): string;
  formatTime(ms: number): string;
  /** Whether the scale's steps are whole numbers. */
  whole?: boolean;
}

/** The parts of a chart that change without a new chart. */
export interface ChartFrame {
  from: number;
  to: number;
  top: number;
}

type Colors = (token: string) => string;

const FONT = '11px ui-sans-serif, system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

/** Whether a label at this time would be cut off by the chart's right edge. */
function isNearEnd(chart: uPlot, seconds: number): boolean {
  const { min = 0, max = 1 } = chart.scales.x ?? {};
  const share = ((max ?? 1) - seconds) / ((max ?? 1) - (min ?? 0));
  return share * chart.width < 28;
}

function axes(look: ChartLook, colors: Colors): uPlot.Axis[] {
  const common: uPlot.Axis = {
    stroke: colors("chart-text"),
    font: FONT,
    grid: { stroke: colors("chart-grid"), width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...common,
      grid: { show: false },
      space: 92,
      size: 28,
      incrs: [1, 5, 10, 15, 30, 60, 120, 300, 600],
      values: (chart, splits) =>
        splits.map((at) => (isNearEnd(chart, at) ? null : look.formatTime(at * 1_000))),
    },
    {
      ...common,
      size: 46,
      space: 36,
      ...(look.whole
        ? { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] }
        : {}),
      values: (_, splits) => splits.map((value) => look.formatValue(value)),
    },
  ];
}

function drawThreshold(chart: uPlot, { value, color, text }: Threshold, colors: Colors): void {
  const { ctx, bbox } = chart;
  const y = Math.round(chart.valToPos(value, "y", true));
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.strokeStyle = colors(color);
  ctx.fillStyle = colors("chart-text");
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.fillText(text, bbox.left + 4 * devicePixelRatio, y - 2 * devicePixelRatio);
}

function drawThresholds(chart: uPlot, look: ChartLook, colors: Colors): void {
  const { ctx } = chart;
  ctx.save();
  ctx.font = FONT.replace("11px", `${Math.round(10 * devicePixelRatio)}px`);
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.lineWidth = devicePixelRatio;
  for (const threshold of look.thresholds ?? []) drawThreshold(chart, threshold, colors);
  ctx.restore();
}

function series(look: ChartLook, colors: Colors): uPlot.Series[] {
  return look.series.map(({ label, color, fill, dash, width = 1.75 }) => ({
    label,
    stroke: colors(color),
    width,
    points: { show: false },
    ...(fill ? { fill: colors(fill) } : {}),
    ...(dash ? { dash } : {}),
  }));
}

/** Each area of a stack is filled down to the one below it. */
function bands(look: ChartLook, colors: Colors): uPlot.Band[] {
  if (!look.stacked) return [];
  return look.series.slice(1).flatMap(({ fill }, index): uPlot.Band[] => {
    return fill ? [{ series: [index + 2, index + 1], fill: colors(fill) }] : [];
  });
}

/** uPlot's options for a look; `frame` is asked anew at every drawing. */
export function chartOptions(
  look: ChartLook,
  colors: Colors,
  frame: () => ChartFrame,
  onCursor: (index: number | null) => void,
  size: { width: number; height: number },
): uPlot.Options {
  return {
    ...size,
    padding: [10, 8, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7, width: 2 },
    },
    scales: {
      x: { time: false, range: () => [frame().from / 1_000, frame().to / 1_000] },
      y: { range: () => [0, frame().top] },
    },
    axes: axes(look, colors),
    series: [{}, ...series(look, colors)],
    bands: bands(look, colors),
    hooks: {
      setCursor: [(chart) => onCursor(chart.cursor.idx ?? null)],
      draw: [(chart) => drawThresholds(chart, look, colors)],
    },
  };
}
