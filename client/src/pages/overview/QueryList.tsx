import { useState } from "react";
import { usePanelMessages } from "../../i18n/language.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Braces } from "../../ui/icons.ts";
import { QUERIES, type Query } from "./queries.ts";

function QueryLine({ query: [name, expression] }: { query: Query }) {
  const { queryNames, prometheus } = usePanelMessages();
  return (
    <li className="flex items-center gap-2 rounded-md px-1.5 py-1">
      <div className="min-w-0 flex-1">
        <p className="text-xs text-muted-foreground">{queryNames[name]}</p>
        <code className="block font-mono text-xs wrap-anywhere select-all">{expression}</code>
      </div>
      <CopyButton text={expression} label={prometheus.copyQuery(expression)} />
    </li>
  );
}

/** The page's PromQL, behind a button. */
export function QueryList() {
  const { prometheus } = usePanelMessages();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="control mt-3"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon node={Braces} className="size-3.5" />
        {prometheus.queries}
      </button>
      {isOpen && (
        <ul className="mt-2 grid gap-x-6 md:grid-cols-2">
          {Object.values(QUERIES)
            .flat()
            .map((query) => (
              <QueryLine key={query[1]} query={query} />
            ))}
        </ul>
      )}
    </>
  );
}
