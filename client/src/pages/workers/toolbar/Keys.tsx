import { useEffect, useState } from "react";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { CircleQuestionMark } from "../../../ui/icons.ts";
import { LazyBoundary, lazyPart } from "../../../ui/lazyPart.tsx";
import { loadMenus, preloading } from "./Controls.tsx";

const KeysSheet = lazyPart(async () => (await loadMenus()).KeysSheet);

/** Whether a key is typed into a field, or means something to the browser. */
function isTyped({ target, altKey, ctrlKey, metaKey, defaultPrevented }: KeyboardEvent): boolean {
  const isField = target instanceof Element && target.closest("input, select, textarea, dialog");
  return altKey || ctrlKey || metaKey || defaultPrevented || isField !== null;
}

/** What the page's keys lead to; the table has its own keys once the focus is in it. */
const TARGETS: Record<string, string> = {
  "/": "[data-wide] input[type=search]",
  ArrowDown: "[data-wide] [data-line][tabindex='0']",
};

/** The page's own keys, and a button that lists all of them. */
export function Keys() {
  const t = useWorkersMessages();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyped(event)) return;
      const { key, target } = event;
      if (key === "?") setOpen(true);
      const focus = TARGETS[key];
      // An arrow scrolls, or moves within what has the focus: it leads into the table from nowhere else.
      const isFree = key === "/" || target === document.body;
      if (focus === undefined || !isFree) return;
      event.preventDefault();
      document.querySelector<HTMLElement>(focus)?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="control-quiet ml-auto max-sm:hidden print:hidden"
        aria-label={t.workers.keys}
        title={`${t.workers.keys} (?)`}
        {...preloading}
        onClick={() => setOpen(true)}
      >
        <Icon node={CircleQuestionMark} className="size-4" />
      </button>
      {open && (
        <LazyBoundary fallback={null}>
          <KeysSheet onClose={() => setOpen(false)} />
        </LazyBoundary>
      )}
    </>
  );
}
