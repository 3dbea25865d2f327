import { Braces } from "lucide-react";
import { CopyButton } from "../components/CopyButton.tsx";
import { Disclosure } from "../components/Disclosure.tsx";
import { useMessages } from "../i18n/locale.ts";
import type { Query } from "./queries.ts";

/** The PromQL of a panel, each expression with a copy button. */
export function QueryMenu({ panel, queries }: { panel: string; queries: readonly Query[] }) {
  const t = useMessages();
  const button = (
    <>
      <Braces aria-hidden className="size-3.5" />
      {t.prometheus.queries}
    </>
  );
  return (
    <Disclosure label={t.prometheus.queriesOf(panel)} button={button} className="control-quiet">
      <ul className="space-y-0.5">
        {queries.map(([name, expression]) => (
          <li key={name} className="flex items-center gap-2 rounded-md px-1.5 py-1">
            <div className="min-w-0 flex-1">
              <p className="text-xs text-muted-foreground">{t.prometheus.names[name]}</p>
              <code className="block font-mono text-xs break-words select-all">{expression}</code>
            </div>
            <CopyButton text={expression} label={t.prometheus.copyQuery(expression)} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
