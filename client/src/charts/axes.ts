import type uPlot from "uplot";
import type { ChartLook, Colors, TimePrecision } from "./options.ts";
import { scaleLabels } from "./scale.ts";

/** The font of all texts in a chart. */
export const FONT = "11px ui-sans-serif, system-ui, sans-serif";

/** Half the width of a time label with some space, in px. */
const HALF_TIME = 40;
/** The least distance of time labels, in px; with the day they are longer. */
const [TIME_SPACE, DAY_SPACE] = [92, 124];
/** The space around the labels of the left axis, in px. */
const VALUE_PADDING = 14;
const MIN_WIDTH = 46;
const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

/** The distances of time labels, in seconds: from a second to a year. */
const TIME_STEPS = [
  ...[1, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((days) => days * DAY),
];

/** Whether a time label would be cut off at the right or lie below the left axis. */
function isNearEdge(chart: uPlot, seconds: number): boolean {
  const { min, max } = chart.scales.x ?? {};
  const [from, to] = [min ?? 0, max ?? 1];
  const share = (seconds - from) / (to - from);
  return share * chart.width < HALF_TIME || (1 - share) * chart.width < HALF_TIME;
}

/** How precise the times below a chart are: all to the second if one needs it; with the day if there are several. */
function precisionOf(chart: uPlot, splits: number[]): TimePrecision {
  const { min, max } = chart.scales.x ?? {};
  if ((max ?? 0) - (min ?? 0) > DAY) return "day";
  return splits.some((at) => at % 60 !== 0) ? "second" : "minute";
}

/** The times below a chart. */
function formatTimes(chart: uPlot, splits: number[], look: ChartLook): (string | null)[] {
  const precision = precisionOf(chart, splits);
  return splits.map((at) =>
    isNearEdge(chart, at) ? null : look.formatTime(at * 1_000, precision),
  );
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
export function chartAxes(look: ChartLook, colors: Colors): uPlot.Axis[] {
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
      values: (chart, splits) => formatTimes(chart, splits, look),
    },
    {
      ...common,
      size: (chart, labels) => widthOf(chart, labels ?? []),
      splits: (_chart, _axis, _min, max) => scaleLabels(max),
      values: (_, splits) => splits.map(look.formatTick),
    },
  ];
}
