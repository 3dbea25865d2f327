import { usePanelMessages } from "../../i18n/language.ts";
import type { OverviewMessages, PanelMessages } from "../../i18n/messages.ts";
import { Icon } from "../../ui/Icon.tsx";
import { CircleQuestionMark } from "../../ui/icons.ts";
import { Popover } from "../../ui/Popover.tsx";

/** What a help menu explains. */
export type HelpTopic = "capacity" | "charts";

/** The terms of a topic with their meanings, and a closing sentence. */
function explain(
  topic: HelpTopic,
  t: OverviewMessages & PanelMessages,
): [terms: string[][], sentence: string] {
  if (topic === "charts") return [[], t.help.charts];
  const names = Object.keys(t.help.capacity) as (keyof typeof t.help.capacity)[];
  return [names.map((name) => [t.overview[name], t.help.capacity[name]]), t.help.capacityOver];
}

function Help({ topic }: { topic: HelpTopic }) {
  const [terms, sentence] = explain(topic, usePanelMessages());
  return (
    <div className="grid max-w-80 gap-2 p-2">
      {terms.length > 0 && (
        <dl className="grid gap-1.5">
          {terms.map(([term, meaning]) => (
            <div key={term}>
              <dt className="font-medium">{term}</dt>
              <dd className="text-muted-foreground">{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="text-muted-foreground">{sentence}</p>
    </div>
  );
}

/** A button that opens an explanation of a panel. `title` is the panel's. */
export function HelpMenu({ topic, title }: { topic: HelpTopic; title: string }) {
  const { help } = usePanelMessages();
  return (
    <Popover
      label={help.button(title)}
      button={<Icon node={CircleQuestionMark} className="size-3.5" />}
      className="control-quiet"
    >
      <Help topic={topic} />
    </Popover>
  );
}
