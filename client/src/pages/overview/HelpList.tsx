import { useActivityTexts } from "../../i18n/activityTexts.ts";
import { HELP_TEXTS } from "../../i18n/helpTexts.ts";
import { useLocale, useMessages } from "../../i18n/language.ts";

/** What can be explained: the words of a panel. */
export type HelpTopic = "utilization" | "capacity" | "charts" | "activity";

type Term = readonly [word: string, meaning: string];

/** The meanings by the words that the page shows for them. */
function termsOf<Key extends string>(
  meanings: Record<Key, string>,
  words: Record<NoInfer<Key>, string>,
) {
  return (Object.keys(meanings) as Key[]).map((key): Term => [words[key], meanings[key]]);
}

/** A topic's words with their meanings, and a sentence about all of it. */
function useExplanation(topic: HelpTopic): [Term[], string?] {
  const t = useMessages();
  const activity = useActivityTexts();
  const help = HELP_TEXTS[useLocale()];
  switch (topic) {
    case "utilization":
      return [termsOf(help.utilization, t.overview.level)];
    case "capacity":
      return [termsOf(help.capacity, t.overview), help.capacityOver];
    case "charts":
      return [[], help.charts];
    case "activity":
      return [termsOf(help.activity, activity)];
  }
}

/** The words of a panel explained. */
export function HelpList({ topic }: { topic: HelpTopic }) {
  const [terms, sentence] = useExplanation(topic);
  return (
    <div className="grid max-w-80 gap-2 p-2">
      {terms.length > 0 && (
        <dl className="grid gap-1.5">
          {terms.map(([word, meaning]) => (
            <div key={word}>
              <dt className="font-medium">{word}</dt>
              <dd className="text-muted-foreground">{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
      {sentence && <p className="text-muted-foreground">{sentence}</p>}
    </div>
  );
}
