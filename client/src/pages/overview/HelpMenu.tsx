import { CircleQuestionMark } from "lucide-react";
import { lazy } from "react";
import { useMessages } from "../../i18n/language.ts";
import { Late } from "../../ui/LazyBoundary.tsx";
import { Disclosure } from "../../ui/Popover.tsx";
import type { HelpTopic } from "./HelpList.tsx";

/** Loaded when first asked for: most never look at it. */
const HelpList = lazy(async () => ({ default: (await import("./HelpList.tsx")).HelpList }));

/** What a panel's words mean, on demand. `title` is the panel's, for the button's name. */
export function HelpMenu({ topic, title }: { topic: HelpTopic; title: string }) {
  const t = useMessages();
  const icon = <CircleQuestionMark aria-hidden className="size-3.5" />;
  return (
    <Disclosure label={t.help(title)} button={icon} className="control-quiet">
      <Late>
        <HelpList topic={topic} />
      </Late>
    </Disclosure>
  );
}
