import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import uPlot from "uplot";
import "./charts.css";
import { useStore } from "../data/store.ts";
import { useFormat } from "../format/useFormat.ts";
import { dark } from "../ui/theme.ts";
import type { FormatTime } from "./axes.ts";
import type { Columns } from "./columns.ts";
import { type ChartFrame, type ChartLook, chartOptions, readColors } from "./options.ts";

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
  const format = useFormat();
  const getFrame = useEffectEvent(() => frame);
  const getData = useEffectEvent(() => data);
  const reportCursor = useEffectEvent(onCursor);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { clock: second, minute, dayMinute: day } = format;
    const formatTime: FormatTime = (ms, precision) => ({ second, minute, day })[precision](ms);
    const hooks = { getFrame: () => getFrame(), onCursor: (at: number | null) => reportCursor(at) };
    const size = () => ({ width: element.clientWidth, height });
    const options = { ...size(), ...chartOptions(look, readColors(), formatTime, hooks) };
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
  }, [look, height, format]);
  useEffect(() => chart.current?.setData(data), [data]);
  return <div ref={box} aria-hidden className="min-w-0 overflow-hidden" style={{ height }} />;
}

/** A time series drawn by uPlot. A text and a table beside it describe it. */
export function TimeSeries(props: TimeSeriesProps) {
  // A canvas keeps the colours it was drawn with: another theme gets another chart.
  return <Chart key={String(useStore(dark))} {...props} />;
}
