import { useWorkersMessages } from "../i18n/locale.ts";

/**
 * Says that the order is held, and gives it anew at a press. Its line is as tall without it, so that
 * nothing moves when it comes, and it takes no focus: that would hold no more.
 */
export function HeldHint({ onSort }: { onSort(): void }) {
  const t = useWorkersMessages();
  return (
    <span
      aria-hidden
      data-testid="held"
      className="flex h-5 shrink-0 items-center gap-2 text-xs whitespace-nowrap text-muted-foreground"
    >
      {t.workers.held}
      <button
        type="button"
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
