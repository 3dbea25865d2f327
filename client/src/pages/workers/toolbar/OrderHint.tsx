import { useWorkersMessages } from "../../../i18n/language.ts";

/** The id of the hint, which describes the table while its order is held. */
export const ORDER_HINT_ID = "order-hint";

interface OrderHintProps {
  held: boolean;
  onSort(): void;
}

/**
 * Says that the order is held, with a button that sorts again. It keeps its room while it is hidden, so
 * that nothing moves when it appears. The button is for the pointer and takes no focus: with the focus
 * elsewhere the order is not held anyway.
 */
export function OrderHint({ held, onSort }: OrderHintProps) {
  const t = useWorkersMessages();
  return (
    <span
      data-testid="held"
      className={`flex h-5 shrink-0 items-center gap-2 text-xs whitespace-nowrap text-muted-foreground ${held ? "" : "invisible"}`}
    >
      <span id={ORDER_HINT_ID}>{t.workers.orderHeld}</span>
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
