import { Braces } from "lucide-react";
import { lazy } from "react";
import { useMessages } from "../../i18n/language.ts";
import { Late } from "../../ui/LazyBoundary.tsx";
import { Disclosure } from "../../ui/Popover.tsx";
import type { QueryPanel } from "./queries.ts";

/** Loaded when first asked for: most never look at it. */
const QueryList = lazy(async () => ({ default: (await import("./QueryList.tsx")).QueryList }));

/** The PromQL of a panel on demand. `title` is the panel's, for the button's name. */
export function QueryMenu({ panel, title }: { panel: QueryPanel; title: string }) {
  const t = useMessages();
  const button = (
    <>
      <Braces aria-hidden className="size-3.5" />
      {t.prometheus.queries}
    </>
  );
  return (
    <Disclosure label={t.prometheus.queriesOf(title)} button={button} className="control-quiet">
      <Late>
        <QueryList panel={panel} />
      </Late>
    </Disclosure>
  );
}
