import { Sparkline } from "../chart/Sparkline.tsx";
import { useFormat } from "../format/useFormat.ts";
import { useWorkersMessages } from "../i18n/locale.ts";
import type { Track } from "../stats/track.ts";
import { trackRates, trackValues, type ValuePoint } from "./history.ts";

const read = (point: ValuePoint) => point.value;

/** A worker's short history: what was seen of it since the page was opened. */
export function TrackCharts({ track }: { track: Track }) {
  const t = useWorkersMessages();
  const { rate, bytes } = useFormat();
  const { points } = track;
  const [from, to] = [points[0]?.t ?? 0, points.at(-1)?.t ?? 0];
  const known = points.some(({ row }) => row.memoryKnown);
  const memory = (name: "rss" | "heapUsed") =>
    trackValues(points, (row) => (row.memoryKnown ? row.memory[name] : null));
  const lines = [
    { label: t.details.requestRate, entries: trackRates(points), formatValue: rate },
    ...(known
      ? [
          { label: t.details.memory, entries: memory("rss"), formatValue: bytes },
          { label: t.details.heap, entries: memory("heapUsed"), formatValue: bytes },
        ]
      : []),
  ];
  return (
    <section className="mt-5">
      <h3 className="font-semibold">{t.details.history}</h3>
      <p className="text-xs text-muted-foreground">{t.details.historyHint(points.length)}</p>
      {lines.map((line) => (
        <div key={line.label} className="mt-3">
          <p className="label">{line.label}</p>
          <Sparkline {...line} read={read} from={from} to={to} />
        </div>
      ))}
    </section>
  );
}
