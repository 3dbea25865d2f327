import { useState } from "react";
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
