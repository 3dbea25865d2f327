import type uPlot from "uplot";
import type { Colors } from "./options.ts";

/** The font of all text in a chart. */
export const FONT = "11px ui-sans-serif, system-ui, sans-serif";

/** Half the width of a time label and some space, in px. */
const HALF_TIME = 40;
/** The minimum distance between time labels, in px; with the day they are longer. */
const [TIME_SPACE, DAY_SPACE] = [92, 124];
/** The space around the labels of the left axis, in px. */
const VALUE_PADDING = 14;
const MIN_WIDTH = 46;
const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

/** The possible intervals of time labels, in seconds: from a second to a year. */
const TIME_STEPS = [
  ...[1, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((days) => days * DAY),
];

/** How precise the times of an axis are: to the second, to the minute, or that with the day. */
export type TimePrecision = "second" | "minute" | "day";

/** Formats a time in ms. */
export type FormatTime = (ms: number, precision: TimePrecision) => string;

/** Whether a time label would be cut off at the right edge, or reach below the left axis. */
function isNearEdge(chart: uPlot, seconds: number): boolean {
  const { min, max } = chart.scales.x ?? {};
  const [from, to] = [min ?? 0, max ?? 1];
  const share = (seconds - from) / (to - from);
  return share * chart.width < HALF_TIME || (1 - share) * chart.width < HALF_TIME;
}

/** To the second if one of the labels needs it; with the day if there are several. */
function precisionOf(chart: uPlot, splits: number[]): TimePrecision {
  const { min, max } = chart.scales.x ?? {};
  if ((max ?? 0) - (min ?? 0) > DAY) return "day";
  return splits.some((at) => at % 60 !== 0) ? "second" : "minute";
}

/** The time labels; `null` for one that has no room. */
function formatTimes(chart: uPlot, splits: number[], format: FormatTime): (string | null)[] {
  const precision = precisionOf(chart, splits);
  return splits.map((at) => (isNearEdge(chart, at) ? null : format(at * 1_000, precision)));
}

/** The width of the left axis. */
function widthOf(chart: uPlot, labels: readonly string[]): number {
  const { ctx } = chart;
  // uPlot keeps track of the font that it sets: left behind, this one, not scaled to the screen, would be used.
  ctx.save();
  ctx.font = FONT;
  const widths = labels.map((label) => ctx.measureText(label).width);
  ctx.restore();
  return Math.max(MIN_WIDTH, Math.ceil(Math.max(0, ...widths)) + VALUE_PADDING);
}

/** The axes of a chart: times below, values on the left. */
export function chartAxes(
  formatTick: (value: number) => string,
  formatTime: FormatTime,
  colors: Colors,
): uPlot.Axis[] {
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
      space: (_chart, _axis, min, max) => (max - min > DAY ? DAY_SPACE : TIME_SPACE),
      size: 28,
      incrs: TIME_STEPS,
      values: (chart, splits) => formatTimes(chart, splits, formatTime),
    },
    {
      ...common,
      size: (chart, labels) => widthOf(chart, labels ?? []),
      splits: (_chart, _axis, _min, max) => scaleLabels(max),
      values: (_, splits) => splits.map(formatTick),
    },
  ];
}

/** The maximum number of intervals of a scale. */
const INTERVALS = 5;
/** How far a scale extends beyond its top label, so that a line there is fully visible. */
const HEADROOM = 1.04;
/** A scale includes a level once the values reach this share of it. */
const NEAR = 1 / 3;

/** The interval of a scale: the smallest 1, 2 or 5 times a power of ten that makes at most five intervals. */
function stepOf(top: number): number {
  const unit = 10 ** Math.floor(Math.log10(top) + 1e-9);
  const step = [0.2, 0.5, 1, 2].find((each) => top / unit <= INTERVALS * each + 1e-9) ?? 2;
  return step * unit;
}

/** The top of a scale from 0: slightly above its top label, which is at least `minTop`. */
export function scaleTop(max: number, minTop: number): number {
  const needed = Math.max(max, minTop);
  const step = stepOf(needed);
  return Math.ceil(needed / step - 1e-9) * step * HEADROOM;
}

/** The labels of a scale from 0 to {@link scaleTop}. */
export function scaleLabels(top: number): number[] {
  const topLabel = top / HEADROOM;
  const step = stepOf(topLabel);
  return Array.from({ length: Math.round(topLabel / step) + 1 }, (_, index) => index * step);
}

/** The smallest top of a scale that includes `level` if the values come near it. */
export function minTopWith(level: number, max: number, minTop: number): number {
  return max >= level * NEAR ? Math.max(level, minTop) : minTop;
}

/** The minimum time range of a chart, in ms. */
const MIN_RANGE_MS = 60_000;

/**
 * The left edge of a chart, in ms: the window's start, or the first sample if that is later, so that the chart
 * is always filled. `windowMs` may be infinite.
 */
export function chartStart(first: number | undefined, end: number, windowMs: number): number {
  const covered = end - (first ?? end);
  return end - Math.min(windowMs, Math.max(covered, MIN_RANGE_MS));
}
