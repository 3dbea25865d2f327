import { useEffect, useLayoutEffect, useRef } from "react";
import uPlot from "uplot";
import "./uplot.css";
import { useStore } from "../data/store.ts";
import { dark } from "../ui/theme.ts";
import { type ChartFrame, type ChartLook, chartOptions } from "./options.ts";
import { readPalette } from "./palette.ts";
import type { Columns } from "./series.ts";

interface TimeSeriesProps {
  /** Keep it the same object while nothing of it changes: another one makes a new chart. */
  look: ChartLook;
  data: Columns;
  frame: ChartFrame;
  height: number;
  /** Hears the moment that the pointer is at, in seconds: that of a sample, where one is near. */
  onCursor(seconds: number | null): void;
}

/** Draws a time series with uPlot. What it shows is told in words and a table beside it. */
export function TimeSeries({ look, data, frame, height, onCursor }: TimeSeriesProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const now = useRef({ data, frame, onCursor });
  now.current = { data, frame, onCursor };
  const isDark = useStore(dark);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of theme asks for new colours
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const options = chartOptions(
      look,
      readPalette(),
      () => now.current.frame,
      (seconds) => now.current.onCursor(seconds),
      { width: element.clientWidth, height },
    );
    const made = new uPlot(options, now.current.data, element);
    chart.current = made;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [look, isDark, height]);
  useEffect(() => chart.current?.setData(data), [data]);
  return <div ref={box} aria-hidden className="min-w-0 overflow-hidden" style={{ height }} />;
}
