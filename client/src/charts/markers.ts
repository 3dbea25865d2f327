import type uPlot from "uplot";
import type { Colors } from "./options.ts";

/** What is marked: each kind has a shape of its own. */
export type MarkerKind = "restarted" | "failed" | "version";

/** A moment that is marked across a chart. */
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

/** The distance below which two markers of one kind look like one, in px. */
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
