import { useEffect } from "react";
import { useLanguageFailed, useMessages } from "../i18n/language.ts";
import { announce } from "../ui/Announcer.tsx";
import { Notice } from "../ui/Notice.tsx";

/** Says that the chosen language couldn't be loaded. */
export function LanguageNotice() {
  const t = useMessages();
  const failed = useLanguageFailed();
  useEffect(() => {
    if (failed) announce(t.settings.languageFailed);
  }, [failed, t]);
  if (!failed) return null;
  return (
    <div className="mb-3">
      <Notice tone="warn">{t.settings.languageFailed}</Notice>
    </div>
  );
}
