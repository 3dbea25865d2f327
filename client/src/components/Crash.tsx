import type { ErrorComponentProps } from "@tanstack/react-router";
import { useMessages } from "../i18n/locale.ts";
import { Notice } from "./Notice.tsx";

/** What stands in the place of a part that failed. */
export function Crash({ error }: ErrorComponentProps) {
  const t = useMessages();
  const reload = (
    <button type="button" className="control" onClick={() => window.location.reload()}>
      {t.crashed.reload}
    </button>
  );
  return (
    <Notice tone="bad" title={t.crashed.title} action={reload}>
      <p>{t.crashed.text}</p>
      <pre className="mt-2 overflow-x-auto font-mono text-xs">
        {error instanceof Error ? error.message : String(error)}
      </pre>
    </Notice>
  );
}
