import type uPlot from "uplot";
import type { ChartLook, Colors } from "./options.ts";
import { scaleLabels } from "./scale.ts";

/** The font of all texts in a chart. */
export const FONT = "11px ui-sans-serif, system-ui, sans-serif";

/** Half the width of a time label with some space, in px. */
const HALF_TIME = 40;
/** The space around the labels of the left axis, in px. */
const VALUE_PADDING = 14;
const MIN_WIDTH = 46;

/** Whether a time label would be cut off at the right or lie below the left axis. */
function isNearEdge(chart: uPlot, seconds: number): boolean {
  const { min, max } = chart.scales.x ?? {};
  const [from, to] = [min ?? 0, max ?? 1];
  const share = (seconds - from) / (to - from);
  return share * chart.width < HALF_TIME || (1 - share) * chart.width < HALF_TIME;
}

/** The times below a chart: all to the second if one of them needs it, otherwise to the minute. */
function formatTimes(chart: uPlot, splits: number[], look: ChartLook): (string | null)[] {
  const toSecond = splits.some((at) => at % 60 !== 0);
  return splits.map((at) => (isNearEdge(chart, at) ? null : look.formatTime(at * 1_000, toSecond)));
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
      space: 92,
      size: 28,
      incrs: [1, 5, 10, 15, 30, 60, 120, 300, 600],
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
