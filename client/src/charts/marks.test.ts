import { expect, test } from "bun:test";
import type uPlot from "uplot";
import { drawMarkers, type Marker, markerAt, markersWithin } from "./marks.ts";

const marker = (t: number, kind: Marker["kind"] = "failed"): Marker => ({ t, kind, text: `${t}` });

test("the pointer finds the nearest marker within a hundredth of the range", () => {
  const range = { from: 0, to: 10_000 };
  expect(markerAt([marker(1_000), marker(1_080)], 1_050, range)?.t).toBe(1_080);
  expect(markerAt([marker(1_000)], 1_101, range)).toBeUndefined();
  expect(markerAt([], 0, range)).toBeUndefined();
});

test("only markers within the range are in the chart", () => {
  const within = markersWithin([marker(1), marker(5), marker(9)], 2, 8);
  expect(within.map(({ t }) => t)).toEqual([5]);
});

/** The places of the shapes that are drawn into an area from 100 to 200 px, one px a second. */
function shapesOf(markers: Marker[]): number[] {
  const places: number[] = [];
  const pen = { moveTo: (x: number) => places.push(x) };
  const ctx = new Proxy(pen, { get: (target, name) => Reflect.get(target, name) ?? (() => {}) });
  const bbox = { left: 100, top: 0, width: 100, height: 50 };
  const chart = { ctx, bbox, valToPos: (seconds: number) => seconds };
  Object.assign(globalThis, { devicePixelRatio: 1 });
  drawMarkers(chart as unknown as uPlot, markers, (token) => token);
  Reflect.deleteProperty(globalThis, "devicePixelRatio");
  return places;
}

test("of a crash loop, only markers that can be told apart are drawn", () => {
  const loop = Array.from({ length: 40 }, (_, index) => marker(100_000 + index * 500));
  expect(shapesOf(loop).length).toBeLessThanOrEqual(6);
  expect(shapesOf([marker(120_000), marker(121_000, "version")])).toEqual([120, 121]);
  expect(shapesOf([marker(50_000), marker(250_000)])).toEqual([]);
});
