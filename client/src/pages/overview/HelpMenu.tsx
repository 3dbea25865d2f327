import { useOverviewMessages } from "../../i18n/language.ts";
import type { OverviewMessages } from "../../i18n/messages.ts";
import { Icon } from "../../ui/Icon.tsx";
import { CircleQuestionMark } from "../../ui/icons.ts";
import { Popover } from "../../ui/Popover.tsx";

/** What can be explained: the terms of a panel. */
export type HelpTopic = "utilization" | "capacity" | "charts" | "activity";

type Term = readonly [term: string, meaning: string];

/** Pairs meanings with the terms that the page shows for them. */
function termsOf<Key extends string>(
  meanings: Record<Key, string>,
  terms: Record<NoInfer<Key>, string>,
): Term[] {
  return (Object.keys(meanings) as Key[]).map((key) => [terms[key], meanings[key]]);
}

/** A topic's terms, and a sentence about all of it. */
function explain(topic: HelpTopic, t: OverviewMessages): [terms: Term[], sentence?: string] {
  switch (topic) {
    case "utilization":
      return [termsOf(t.help.utilization, t.overview.level)];
    case "capacity":
      return [termsOf(t.help.capacity, t.overview), t.help.capacityOver];
    case "charts":
      return [[], t.help.charts];
    case "activity":
      return [termsOf(t.help.activity, t.activity)];
  }
}

function Help({ topic }: { topic: HelpTopic }) {
  const [terms, sentence] = explain(topic, useOverviewMessages());
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
      {sentence && <p className="text-muted-foreground">{sentence}</p>}
    </div>
  );
}

/** A button that explains a panel's terms. `title` is the panel's. */
export function HelpMenu({ topic, title }: { topic: HelpTopic; title: string }) {
  const { help } = useOverviewMessages();
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
