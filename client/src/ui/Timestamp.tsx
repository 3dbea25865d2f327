import { useStore } from "../data/store.ts";
import { setZone, useFormat, zone } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";

/** A time in the local zone; pressed, all times of the page switch to UTC, and back. */
export function Timestamp({ iso }: { iso: string }) {
  const t = useMessages();
  const { timestamp } = useFormat();
  const isUtc = useStore(zone) === "utc";
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return <>{iso}</>;
  return (
    <button
      type="button"
      className="link-toggle"
      title={`${iso} · ${isUtc ? t.zone.toLocal : t.zone.toUtc}`}
      onClick={() => setZone(isUtc ? "local" : "utc")}
    >
      <time dateTime={iso}>{timestamp(ms)}</time>
    </button>
  );
}
