import { useWorkersMessages } from "../../../i18n/language.ts";

/** What describes the table while its order is held. */
export const HELD_HINT = "held-hint";

interface HeldHintProps {
  held: boolean;
  onSort(): void;
}

/**
 * Says that the order is held, and gives it anew at a press. It has its place without it, too, so that
 * nothing moves or vanishes when it comes. Its button is for the pointer and takes no focus: one that
 * leaves the table holds no more, and the order is anew.
 */
export function HeldHint({ held, onSort }: HeldHintProps) {
  const t = useWorkersMessages();
  return (
    <span
      data-testid="held"
      className={`flex h-5 shrink-0 items-center gap-2 text-xs whitespace-nowrap text-muted-foreground ${held ? "" : "invisible"}`}
    >
      <span id={HELD_HINT}>{t.workers.held}</span>
      <button
        type="button"
        aria-hidden
        tabIndex={-1}
        className="font-medium text-primary-text underline underline-offset-4"
        onMouseDown={(event) => event.preventDefault()}
        onClick={onSort}
      >
        {t.workers.sortNow}
      </button>
    </span>
  );
}
