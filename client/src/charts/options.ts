import uPlot from "uplot";
import { chartAxes, type FormatTime } from "./axes.ts";
import { type Columns, edgeRuns, ownValue, sampleAt } from "./columns.ts";
import { drawMarkers, drawThresholds, type Marker, type Threshold } from "./marks.ts";

/** A line or area of a chart. */
export interface ChartSeries {
  label: string;
  /** The token of the line's colour. */
  color: string;
  /** The token of the fill below the line. */
  fill?: string;
}

/** The look of a chart, without its data. */
export interface ChartLook {
  series: readonly ChartSeries[];
  /** In ascending order. */
  thresholds?: readonly Threshold[];
  /** Whether the areas are stacked, each on the one before it. */
  stacked?: boolean;
  formatValue(value: number): string;
  /** Formats a label of the scale, as short as possible. */
  formatTick(value: number): string;
}

/** The range of a chart's axes, and the markers in it; a change doesn't create a new chart. Times in ms. */
export interface ChartFrame {
  from: number;
  to: number;
  top: number;
  markers: readonly Marker[];
}

/** Resolves a colour token. */
export type Colors = (token: string) => string;

/** Reads the theme's colours by token, for the canvas, which can't use CSS variables. */
export function readColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  return (token) => style.getPropertyValue(`--${token}`).trim();
}

/** Draws a stacked series as `fill` does, but its edge only where the series is not zero. */
function stackPaths(fill: uPlot.Series.PathBuilder): uPlot.Series.PathBuilder {
  return (chart, series, from, to) => {
    const paths = fill(chart, series, from, to);
    if (paths === null) return null;
    const data = chart.data as Columns;
    const stroke = new Path2D();
    for (const [first, last] of edgeRuns(data, series, from, to)) {
      for (let index = first; index <= last; index++) {
        const x = chart.valToPos(data[0][index] ?? 0, "x", true);
        const y = chart.valToPos(data[series]?.[index] ?? 0, "y", true);
        if (index === first) stroke.moveTo(x, y);
        else stroke.lineTo(x, y);
      }
    }
    return { ...paths, stroke };
  };
}

function seriesOptions(look: ChartLook, colors: Colors): uPlot.Series[] {
  return look.series.map(({ label, color, fill }) => ({
    label,
    stroke: colors(color),
    width: 1.75,
    points: { show: false },
    ...(look.stacked && uPlot.paths.linear ? { paths: stackPaths(uPlot.paths.linear()) } : {}),
    ...(fill ? { fill: colors(fill) } : {}),
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

/** The sample of a series that gets a dot at the pointer: none where a stacked series is zero. */
function dotIndex(look: ChartLook, chart: uPlot, series: number): number | null {
  const { index } = lookup(chart, chart.cursor.left ?? -1);
  if (index === null || series === 0 || !look.stacked) return index;
  return ownValue(chart.data as Columns, series, index) ? index : null;
}

/** Snaps the crosshair to the sample near the pointer; in a gap it stays at the pointer. */
function snap(): uPlot.Cursor.MousePosRefiner {
  const pointer = { at: -1, snapped: -1 };
  return (chart, left, top) => {
    // With new data uPlot passes the position that was returned last: the pointer has not moved.
    if (left !== pointer.snapped) pointer.at = left;
    pointer.snapped = pointer.at;
    if (pointer.at < 0) return [left, top];
    const { index } = lookup(chart, pointer.at);
    const time = index === null ? undefined : chart.data[0][index];
    if (time !== undefined) pointer.snapped = chart.valToPos(time, "x");
    return [pointer.snapped, top];
  };
}

/** The time at the pointer, in seconds: that of the sample near it, or its own. */
function timeAtCursor(chart: uPlot): number | null {
  const { left = -1 } = chart.cursor;
  if (left < 0) return null;
  const { time, index } = lookup(chart, left);
  return (index === null ? undefined : chart.data[0][index]) ?? time;
}

/** What a chart reads and calls while it exists. */
export interface ChartHooks {
  /** Called at every redraw. */
  getFrame(): ChartFrame;
  /** Receives the time at the pointer, in seconds; `null` while the pointer is elsewhere. */
  onCursor(seconds: number | null): void;
}

/** uPlot's options for a look, without a size. */
export function chartOptions(
  look: ChartLook,
  colors: Colors,
  formatTime: FormatTime,
  { getFrame, onCursor }: ChartHooks,
): Omit<uPlot.Options, "width" | "height"> {
  return {
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
      x: { time: false, range: () => [getFrame().from / 1_000, getFrame().to / 1_000] },
      y: { range: () => [0, getFrame().top] },
    },
    axes: chartAxes(look.formatTick, formatTime, colors),
    series: [{}, ...seriesOptions(look, colors)],
    bands: bands(look, colors),
    hooks: {
      setCursor: [(chart) => onCursor(timeAtCursor(chart))],
      draw: [
        (chart) => drawThresholds(chart, look.thresholds ?? [], look.formatTick, colors),
        (chart) => drawMarkers(chart, getFrame().markers, colors),
      ],
    },
  };
}
