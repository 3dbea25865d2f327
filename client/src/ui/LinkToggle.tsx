import { useState } from "react";
import { useStore } from "../data/store.ts";
import { setZone, useFormat, zone } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";

/** A short value that switches to the exact one when pressed, and back. */
export function PrecisionToggle({ short, exact }: { short: string; exact: string }) {
  const { precision } = useMessages();
  const [isExact, setIsExact] = useState(false);
  return (
    <button
      type="button"
      className="link-toggle"
      title={isExact ? `${short} · ${precision.short}` : `${exact} · ${precision.exact}`}
      onClick={() => setIsExact(!isExact)}
    >
      {isExact ? exact : short}
    </button>
  );
}

/** A time in the local zone; when pressed, all times of the page switch to UTC, and back. */
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
