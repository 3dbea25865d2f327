import uPlot from "uplot";
import { chartAxes } from "./axes.ts";
import { drawMarkers, type Marker } from "./markers.ts";
import { sampleAt } from "./pointer.ts";
import type { Columns } from "./series.ts";
import { ownValue, stackPaths } from "./stacking.ts";
import { drawThresholds, type Threshold } from "./thresholds.ts";

/** A line or area of a chart. */
export interface ChartSeries {
  label: string;
  /** The token of the line's colour. */
  color: string;
  /** The token of the fill below the line. */
  fill?: string;
  dash?: number[];
  width?: number;
}

/** How precise a time below a chart is: to the second, to the minute, or that with the day. */
export type TimePrecision = "second" | "minute" | "day";

/** The look of a chart, without its data. */
export interface ChartLook {
  series: readonly ChartSeries[];
  /** In ascending order. */
  thresholds?: readonly Threshold[];
  /** Whether the areas are stacked, each on the one before it. */
  stacked?: boolean;
  formatValue(value: number): string;
  /** Formats a value of the scale in as few digits as possible. */
  formatTick(value: number): string;
  /** Formats a time below the chart. */
  formatTime(ms: number, precision: TimePrecision): string;
}

/** The range of a chart's axes, and what is marked in it; it changes without a new chart. Times in ms. */
export interface ChartFrame {
  from: number;
  to: number;
  top: number;
  markers: readonly Marker[];
}

/** Resolves a colour token. */
export type Colors = (token: string) => string;

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

/** The time at an x position, and the index of the sample near it, if there is one; in seconds. */
function lookup(chart: uPlot, left: number) {
  const at = chart.posToVal(left, "x");
  return { time: at, index: sampleAt(chart.data as Columns, at) };
}

/** The sample of a series that gets a dot at the pointer: none where a stacked series adds nothing. */
function dotIndex(look: ChartLook, chart: uPlot, series: number): number | null {
  const { index } = lookup(chart, chart.cursor.left ?? -1);
  if (index === null || series === 0 || !look.stacked) return index;
  return ownValue(chart.data as Columns, series, index) ? index : null;
}

/** Snaps the crosshair to the sample near the pointer; in a gap it stays at the pointer. */
function snap(): uPlot.Cursor.MousePosRefiner {
  const pointer = { at: -1, shown: -1 };
  return (chart, left, top) => {
    // With new data uPlot passes the position returned last: the pointer has not moved.
    if (left !== pointer.shown) pointer.at = left;
    pointer.shown = pointer.at;
    if (pointer.at < 0) return [left, top];
    const { index } = lookup(chart, pointer.at);
    const time = index === null ? undefined : chart.data[0][index];
    if (time !== undefined) pointer.shown = chart.valToPos(time, "x");
    return [pointer.shown, top];
  };
}

/** The time at the pointer, in seconds: that of the sample near it, or its own. */
function timeAtCursor(chart: uPlot): number | null {
  const { left = -1 } = chart.cursor;
  if (left < 0) return null;
  const { time, index } = lookup(chart, left);
  return (index === null ? undefined : chart.data[0][index]) ?? time;
}

/** uPlot's options for a look. `frame` is read at every redraw. */
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
      // All charts of a page show the same time.
      sync: { key: "time" },
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
      setCursor: [(chart) => onCursor(timeAtCursor(chart))],
      draw: [
        (chart) => drawThresholds(chart, look, colors),
        (chart) => drawMarkers(chart, frame().markers, colors),
      ],
    },
  };
}

/** Reads the theme's colours by token, for the canvas, which can't use CSS variables. */
export function readColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  return (token) => style.getPropertyValue(`--${token}`).trim();
}
