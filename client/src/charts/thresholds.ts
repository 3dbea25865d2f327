import type uPlot from "uplot";
import { FONT } from "./axes.ts";
import type { ChartLook, Colors } from "./options.ts";
import { scaleLabels } from "./scale.ts";

/** A value that is marked across the chart. */
export interface Threshold {
  value: number;
  /** The token of its colour. */
  color: string;
  text: string;
}

/** The smallest distance of two thresholds' labels, in px. */
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

/** Draws a label above a line, outlined in the background's colour so that it is legible on any area. */
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

/** Draws the thresholds of a chart, each with its label where that has room. */
export function drawThresholds(chart: uPlot, look: ChartLook, colors: Colors): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.font = FONT.replace("11px", `${Math.round(10 * devicePixelRatio)}px`);
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.fillStyle = colors("chart-text");
  // The scale has these labels already.
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
