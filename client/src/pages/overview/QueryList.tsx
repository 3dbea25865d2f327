import { useLocale, useMessages } from "../../i18n/language.ts";
import { QUERY_NAMES } from "../../i18n/queryNames.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { QUERIES, type QueryPanel } from "./queries.ts";

/** The expressions of a panel, each with a copy button. */
export function QueryList({ panel }: { panel: QueryPanel }) {
  const t = useMessages();
  const names = QUERY_NAMES[useLocale()];
  return (
    <ul className="space-y-0.5">
      {QUERIES[panel].map(([name, expression]) => (
        <li key={name} className="flex items-center gap-2 rounded-md px-1.5 py-1">
          <div className="min-w-0 flex-1">
            <p className="text-xs text-muted-foreground">{names[name]}</p>
            <code className="block font-mono text-xs break-words select-all">{expression}</code>
          </div>
          <CopyButton text={expression} label={t.prometheus.copyQuery(expression)} />
        </li>
      ))}
    </ul>
  );
}
