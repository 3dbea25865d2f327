import type uPlot from "uplot";
import type { ChartLook, Colors } from "./options.ts";
import { scaleLabels } from "./scale.ts";

/** The font of all that is written into a chart. */
export const FONT = '11px ui-sans-serif, system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

/** Half the room of a time below the axis, with some air, in pixels. */
const HALF_TIME = 40;
/** What lies between the left axis' labels and the chart's edges, in pixels. */
const AROUND_VALUE = 14;
const LEAST_WIDTH = 46;

/** Whether a time's label here would be cut off at the right, or lie below the left axis' numbers. */
function isNearEdge(chart: uPlot, seconds: number): boolean {
  const { min, max } = chart.scales.x ?? {};
  const [from, to] = [min ?? 0, max ?? 1];
  const share = (seconds - from) / (to - from);
  return share * chart.width < HALF_TIME || (1 - share) * chart.width < HALF_TIME;
}

/** The times below a chart: all to the second where one of them needs it, else to the minute. */
function writeTimes(chart: uPlot, splits: number[], look: ChartLook): (string | null)[] {
  const toSecond = splits.some((at) => at % 60 !== 0);
  return splits.map((at) => (isNearEdge(chart, at) ? null : look.formatTime(at * 1_000, toSecond)));
}

/** The width that the left axis' labels need. */
function widthOf(chart: uPlot, labels: readonly string[]): number {
  const { ctx } = chart;
  // uPlot knows which font it has set, and would write with this one, which is not scaled to the screen.
  ctx.save();
  ctx.font = FONT;
  const widths = labels.map((label) => ctx.measureText(label).width);
  ctx.restore();
  return Math.max(LEAST_WIDTH, Math.ceil(Math.max(0, ...widths)) + AROUND_VALUE);
}

/** The axes of a chart: times below, values at the left. */
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
      values: (chart, splits) => writeTimes(chart, splits, look),
    },
    {
      ...common,
      size: (chart, labels) => widthOf(chart, labels ?? []),
      splits: (_chart, _axis, _min, max) => scaleLabels(max),
      values: (_, splits) => splits.map(look.formatTick),
    },
  ];
}
