import { useOverviewMessages } from "../../i18n/language.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Braces } from "../../ui/icons.ts";
import { Popover } from "../../ui/Popover.tsx";
import { QUERIES, type QueryPanel } from "./queries.ts";

/** A panel's expressions, each with a copy button. */
function QueryList({ panel }: { panel: QueryPanel }) {
  const { queryNames, prometheus } = useOverviewMessages();
  return (
    <ul className="space-y-0.5">
      {QUERIES[panel].map(([name, expression]) => (
        <li key={name} className="flex items-center gap-2 rounded-md px-1.5 py-1">
          <div className="min-w-0 flex-1">
            <p className="text-xs text-muted-foreground">{queryNames[name]}</p>
            <code className="block font-mono text-xs break-words select-all">{expression}</code>
          </div>
          <CopyButton text={expression} label={prometheus.copyQuery(expression)} />
        </li>
      ))}
    </ul>
  );
}

/** A button that shows a panel's PromQL. `title` is the panel's. */
export function QueryMenu({ panel, title }: { panel: QueryPanel; title: string }) {
  const { prometheus } = useOverviewMessages();
  const button = (
    <>
      <Icon node={Braces} className="size-3.5" />
      {prometheus.queries}
    </>
  );
  return (
    <Popover label={prometheus.queriesOf(title)} button={button} className="control-quiet">
      <QueryList panel={panel} />
    </Popover>
  );
}
