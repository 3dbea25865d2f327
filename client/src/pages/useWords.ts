import { useMemo } from "react";
import { useFormat } from "../format/useFormat.ts";
import { useOverviewMessages } from "../i18n/language.ts";
import type { Words } from "../insight/words.ts";

/** What statements are put into words with, in the pages' language. */
export function useWords(): Words {
  const { insight: t } = useOverviewMessages();
  const format = useFormat();
  return useMemo(() => ({ t, format }), [t, format]);
}
