import { useState } from "react";
import { useMessages } from "../i18n/language.ts";

/** A short value that shows the exact one when asked; both are one click apart. */
export function Toggled({ short, exact }: { short: string; exact: string }) {
  const t = useMessages();
  const [open, setOpen] = useState(false);
  return (
    <button
      type="button"
      className="min-h-6 rounded-sm text-left underline decoration-muted-foreground/50 decoration-dotted underline-offset-4 hover:decoration-current"
      aria-pressed={open}
      title={`${open ? short : exact} · ${open ? t.overview.short : t.overview.exact}`}
      onClick={() => setOpen(!open)}
    >
      {open ? exact : short}
    </button>
  );
}
