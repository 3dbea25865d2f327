import type uPlot from "uplot";
import type { Milestone } from "../insight/journal/milestones.ts";
import { FONT, scaleLabels } from "./axes.ts";
import type { Colors } from "./options.ts";

/** Each kind of marker has its own shape. */
export type MarkerKind = Milestone["kind"];

/** An event that is marked in a chart. */
export interface Marker {
  /** In ms. */
  t: number;
  kind: MarkerKind;
  /** What happened, in words. */
  text: string;
}

/** How a kind looks: the token of its colour, and its outline about the origin, in px. */
export const MARKER_LOOKS: Record<
  MarkerKind,
  readonly [color: string, outline: readonly (readonly [x: number, y: number])[]]
> = {
  // A triangle that points down, a square, a diamond.
  failed: [
    "bad",
    [
      [-5, -4],
      [5, -4],
      [0, 5],
    ],
  ],
  restarted: [
    "foreground",
    [
      [-4, -4],
      [4, -4],
      [4, 4],
      [-4, 4],
    ],
  ],
  version: [
    "primary",
    [
      [0, -5],
      [5, 0],
      [0, 5],
      [-5, 0],
    ],
  ],
};

/** Closer markers of one kind would look like one; in px. */
const CLOSEST_PX = 4;

/** Draws markers: a dashed line each, with the shape of its kind at the top. */
export function drawMarkers(chart: uPlot, markers: readonly Marker[], colors: Colors): void {
  const { ctx, bbox } = chart;
  const scale = devicePixelRatio;
  const drawn = new Map<MarkerKind, number>();
  ctx.save();
  ctx.lineWidth = scale;
  for (const { t, kind } of markers) {
    const x = Math.round(chart.valToPos(t / 1_000, "x", true));
    const isOutside = x < bbox.left || x > bbox.left + bbox.width;
    const last = drawn.get(kind) ?? Number.NEGATIVE_INFINITY;
    if (isOutside || Math.abs(x - last) < CLOSEST_PX * scale) continue;
    drawn.set(kind, x);
    const [color, outline] = MARKER_LOOKS[kind];
    ctx.strokeStyle = colors(color);
    ctx.fillStyle = colors(color);
    ctx.setLineDash([2 * scale, 3 * scale]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    for (const [dx, dy] of outline) ctx.lineTo(x + dx * scale, bbox.top + dy * scale);
    ctx.closePath();
    ctx.fill();
  }
  ctx.restore();
}

/** The markers within a range, in ms. */
export function markersWithin(markers: readonly Marker[], from: number, to: number): Marker[] {
  return markers.filter(({ t }) => t >= from && t <= to);
}

/** The marker nearest to a time, if it is within a hundredth of the range; in ms. */
export function markerAt(
  markers: readonly Marker[],
  t: number,
  range: { from: number; to: number },
): Marker | undefined {
  const distance = (marker: Marker) => Math.abs(marker.t - t);
  const [nearest] = markers.toSorted((a, b) => distance(a) - distance(b));
  const reach = (range.to - range.from) / 100;
  return nearest && distance(nearest) <= reach ? nearest : undefined;
}

/** A value that is marked by a line across a chart. */
export interface Threshold {
  value: number;
  /** The token of its colour. */
  color: string;
  text: string;
}

/** The minimum distance between two thresholds' labels, in px. */
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

/** Draws the thresholds of a chart, in ascending order, each with its label if there is room. */
export function drawThresholds(
  chart: uPlot,
  thresholds: readonly Threshold[],
  formatTick: (value: number) => string,
  colors: Colors,
): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.font = FONT.replace("11px", `${Math.round(10 * devicePixelRatio)}px`);
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.fillStyle = colors("chart-text");
  // The scale has these labels already.
  const labels = scaleLabels(chart.scales.y?.max ?? 1).map(formatTick);
  let written = Number.POSITIVE_INFINITY;
  for (const { value, color, text } of thresholds) {
    const y = Math.round(chart.valToPos(value, "y", true));
    if (y < bbox.top) break;
    drawThreshold(chart, y, colors(color));
    if (labels.includes(text) || written - y < TEXT_HEIGHT * devicePixelRatio) continue;
    writeAbove(chart, y, text, colors);
    written = y;
  }
  ctx.restore();
}
