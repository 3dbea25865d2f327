import { useStore } from "../data/store.ts";
import { useFormat, zone } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";

/** A moment in local time, or on demand in UTC (for the whole page, the charts too). */
export function Moment({ iso }: { iso: string }) {
  const t = useMessages();
  const { moment } = useFormat();
  const shown = useStore(zone);
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return <>{iso}</>;
  return (
    <button
      type="button"
      className="min-h-6 rounded-sm text-left underline decoration-muted-foreground/50 decoration-dotted underline-offset-4 hover:decoration-current"
      title={`${iso} · ${shown === "utc" ? t.zone.toLocal : t.zone.toUtc}`}
      onClick={() => zone.set(shown === "utc" ? "local" : "utc")}
    >
      <time dateTime={iso}>{moment(ms)}</time>
    </button>
  );
}
