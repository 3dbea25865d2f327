import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { reloadAll, reloadIfUpgraded } from "../browser/upgrade.ts";
import { useMessages } from "../i18n/language.ts";
import { Notice } from "./Notice.tsx";
import { useDocumentTitle } from "./useDocumentTitle.ts";

/** Takes the place of a part that failed, unless the server has newer pages: then the page reloads. */
export function Crash({ error }: ErrorComponentProps) {
  const t = useMessages();
  const [stays, setStays] = useState(false);
  useEffect(() => {
    void reloadIfUpgraded().then((reloads) => setStays(!reloads));
  }, []);
  if (!stays) return <p className="p-2 text-muted-foreground">{t.loading}</p>;
  const reload = (
    <button type="button" className="control" onClick={reloadAll}>
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

/** The same in the place of a whole page. */
export function CrashedPage(props: ErrorComponentProps) {
  useDocumentTitle(useMessages().crashed.title);
  return <Crash {...props} />;
}
