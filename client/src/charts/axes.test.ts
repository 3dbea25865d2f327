import { expect, test } from "bun:test";
import type uPlot from "uplot";
import { chartAxes, type FormatTime } from "./axes.ts";

const formatTime: FormatTime = (ms, precision) =>
  new Date(ms).toISOString().slice(precision === "day" ? 5 : 11, precision === "second" ? 19 : 16);
const [times, values] = chartAxes(String, formatTime, () => "black");

/** A chart of 1,000 pixels over a number of seconds, with letters 6 pixels wide. */
function chartOf(seconds: number): uPlot {
  const measureText = (text: string) => ({ width: text.length * 6 });
  const ctx = { measureText, save() {}, restore() {} };
  const chart = { width: 1_000, scales: { x: { min: 0, max: seconds } }, ctx };
  return chart as unknown as uPlot;
}

function timesOf(seconds: number, splits: number[]): unknown {
  const write = times?.values;
  return typeof write === "function" ? write(chartOf(seconds), splits, 0, 92, 60) : undefined;
}

test("times are to the second if one of them needs it, otherwise to the minute", () => {
  expect(timesOf(200, [30, 60, 90])).toEqual(["00:00:30", "00:01:00", "00:01:30"]);
  expect(timesOf(600, [60, 120])).toEqual(["00:01", "00:02"]);
});

test("times of a range over a day have the day", () => {
  expect(timesOf(200_000, [43_200, 129_600])).toEqual(["01-01T12:00", "01-02T12:00"]);
});

test("any range has an interval at which a few times fit", () => {
  const steps = Array.isArray(times?.incrs) ? times.incrs : [];
  for (let range = 60; range < 400 * 86_400; range *= 1.5) {
    const step = steps.find((each) => (each / range) * 500 >= 92) ?? 0;
    expect(range / step).toBeLessThan(6);
    expect(range / step).toBeGreaterThan(1);
  }
});

test("no time is drawn that would be cut off or overlap the other axis", () => {
  expect(timesOf(600, [0, 15, 30, 570, 585, 600])).toEqual([
    null,
    null,
    "00:00:30",
    "00:09:30",
    null,
    null,
  ]);
});

test("the values' axis is as wide as its longest label", () => {
  const size = values?.size;
  const widthOf = (...labels: string[]) =>
    typeof size === "function" ? size(chartOf(1), labels, 1, 1) : undefined;
  expect(widthOf("0", "5")).toBe(46);
  expect(widthOf("0", "1,000,000%")).toBe(74);
});

test("measuring the values' labels leaves the font that uPlot has scaled to the screen", () => {
  const saved: string[] = [];
  const ctx = {
    font: "36px sans-serif",
    measureText: () => ({ width: ctx.font.startsWith("36px") ? 99 : 33 }),
    save: () => void saved.push(ctx.font),
    restore: () => {
      ctx.font = saved.pop() ?? "";
    },
  };
  const size = values?.size as unknown as (chart: object, labels: string[]) => number;
  expect(size({ ctx }, ["100%"])).toBeLessThan(99);
  expect(ctx.font).toBe("36px sans-serif");
});
