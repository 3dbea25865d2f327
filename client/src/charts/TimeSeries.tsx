import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import uPlot from "uplot";
import "./uplot.css";
import { useStore } from "../data/store.ts";
import { dark } from "../ui/theme.ts";
import { type ChartFrame, type ChartLook, chartOptions, readColors } from "./options.ts";
import type { Columns } from "./series.ts";

interface TimeSeriesProps {
  /** Memoize it: a new object creates a new chart. */
  look: ChartLook;
  data: Columns;
  frame: ChartFrame;
  height: number;
  /** Receives the time at the pointer, in seconds; `null` while the pointer is elsewhere. */
  onCursor(seconds: number | null): void;
}

function Chart({ look, data, frame, height, onCursor }: TimeSeriesProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const getFrame = useEffectEvent(() => frame);
  const getData = useEffectEvent(() => data);
  const reportCursor = useEffectEvent(onCursor);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = () => ({ width: element.clientWidth, height });
    const options = chartOptions(
      look,
      readColors(),
      () => getFrame(),
      (seconds) => reportCursor(seconds),
      size(),
    );
    const plot = new uPlot(options, getData(), element);
    chart.current = plot;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) plot.setSize(size());
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, [look, height]);
  useEffect(() => chart.current?.setData(data), [data]);
  return <div ref={box} aria-hidden className="min-w-0 overflow-hidden" style={{ height }} />;
}

/** A time series, drawn by uPlot. A text and a table beside it describe it. */
export function TimeSeries(props: TimeSeriesProps) {
  // The canvas has the colours of its theme for good: another theme gets another chart.
  return <Chart key={String(useStore(dark))} {...props} />;
}
