import uPlot from "uplot";
import { chartAxes, FONT } from "./axes.ts";
import { sampleAt } from "./pointer.ts";
import { scaleLabels } from "./scale.ts";
import type { Columns } from "./series.ts";
import { ownValue, stackPaths } from "./stacking.ts";

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
  /** From the lowest up. */
  thresholds?: readonly Threshold[];
  /** Whether the areas lie on each other, each filled down to the one before it. */
  stacked?: boolean;
  formatValue(value: number): string;
  /** Writes a value of the scale in as few digits as it takes. */
  formatTick(value: number): string;
  /** Writes a time below the chart, to the second or to the minute. */
  formatTime(ms: number, toSecond: boolean): string;
}

/** The parts of a chart that change without a new chart. */
export interface ChartFrame {
  from: number;
  to: number;
  top: number;
}

/** Gives a colour for its token. */
export type Colors = (token: string) => string;

/** The least distance of two thresholds' texts, in pixels. */
const TEXT_HEIGHT = 11;

function drawThreshold(chart: uPlot, y: number, color: string): void {
  const { ctx, bbox } = chart;
  ctx.strokeStyle = color;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
}

/** Writes above a line, with a rim of the ground's colour, so that it can be read over any area. */
function writeAbove(chart: uPlot, y: number, text: string, colors: Colors): void {
  const { ctx, bbox } = chart;
  const [left, bottom] = [bbox.left + 4 * devicePixelRatio, y - 2 * devicePixelRatio];
  ctx.setLineDash([]);
  ctx.lineWidth = 3 * devicePixelRatio;
  ctx.lineJoin = "round";
  ctx.strokeStyle = colors("card");
  ctx.strokeText(text, left, bottom);
  ctx.fillText(text, left, bottom);
}

function drawThresholds(chart: uPlot, look: ChartLook, colors: Colors): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.font = FONT.replace("11px", `${Math.round(10 * devicePixelRatio)}px`);
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.fillStyle = colors("chart-text");
  // The scale has written these already.
  const labels = scaleLabels(chart.scales.y?.max ?? 1).map(look.formatTick);
  let written = Number.POSITIVE_INFINITY;
  for (const { value, color, text } of look.thresholds ?? []) {
    const y = Math.round(chart.valToPos(value, "y", true));
    if (y < bbox.top) break;
    drawThreshold(chart, y, colors(color));
    if (labels.includes(text) || written - y < TEXT_HEIGHT * devicePixelRatio) continue;
    writeAbove(chart, y, text, colors);
    written = y;
  }
  ctx.restore();
}

function series(look: ChartLook, colors: Colors): uPlot.Series[] {
  return look.series.map(({ label, color, fill, dash, width = 1.75 }) => ({
    label,
    stroke: colors(color),
    width,
    points: { show: false },
    ...(look.stacked && uPlot.paths.linear ? { paths: stackPaths(uPlot.paths.linear()) } : {}),
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

/** The moment under a place of the chart, and the sample there if one is near; times in seconds. */
function lookup(chart: uPlot, left: number) {
  const at = chart.posToVal(left, "x");
  return { at, place: sampleAt(chart.data as Columns, at) };
}

/** Which place of a series gets a dot at the pointer: none where a stack's series adds nothing. */
function dotIndex(look: ChartLook, chart: uPlot, series: number): number | null {
  const { place } = lookup(chart, chart.cursor.left ?? -1);
  if (place === null || series === 0 || !look.stacked) return place;
  return ownValue(chart.data as Columns, series, place) ? place : null;
}

/** Moves the crosshair from the pointer to the sample near it; in a hole it stays at the pointer. */
function snap(): uPlot.Cursor.MousePosRefiner {
  const pointer = { at: -1, shown: -1 };
  return (chart, left, top) => {
    // What was shown last comes again with new data: then the pointer is where it was.
    if (left !== pointer.shown) pointer.at = left;
    pointer.shown = pointer.at;
    if (pointer.at < 0) return [left, top];
    const { place } = lookup(chart, pointer.at);
    const time = place === null ? undefined : chart.data[0][place];
    if (time !== undefined) pointer.shown = chart.valToPos(time, "x");
    return [pointer.shown, top];
  };
}

/** The moment that the pointer shows, in seconds: that of the sample near it, else its own. */
function momentOf(chart: uPlot): number | null {
  const { left = -1 } = chart.cursor;
  if (left < 0) return null;
  const { at, place } = lookup(chart, left);
  return (place === null ? undefined : chart.data[0][place]) ?? at;
}

/** uPlot's options for a look; `frame` is asked anew at every drawing. */
export function chartOptions(
  look: ChartLook,
  colors: Colors,
  frame: () => ChartFrame,
  onCursor: (seconds: number | null) => void,
  size: { width: number; height: number },
): uPlot.Options {
  return {
    ...size,
    padding: [10, 8, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      // All charts of a page show the same moment.
      sync: { key: "moment" },
      move: snap(),
      dataIdx: (chart, series) => dotIndex(look, chart, series),
      drag: { x: false, y: false },
      points: { size: 7, width: 2 },
    },
    scales: {
      x: { time: false, range: () => [frame().from / 1_000, frame().to / 1_000] },
      y: { range: () => [0, frame().top] },
    },
    axes: chartAxes(look, colors),
    series: [{}, ...series(look, colors)],
    bands: bands(look, colors),
    hooks: {
      setCursor: [(chart) => onCursor(momentOf(chart))],
      draw: [(chart) => drawThresholds(chart, look, colors)],
    },
  };
}
