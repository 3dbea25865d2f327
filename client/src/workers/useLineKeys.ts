import type { KeyboardEvent } from "react";

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + 10,
  PageUp: (index) => index - 10,
  Home: () => 0,
  End: (_, last) => last,
};

/** Where a key leads from a line, kept within the table; `null` for other keys. */
export function lineAfterKey(key: string, index: number, count: number): number | null {
  const step = STEPS[key];
  if (step === undefined || count === 0) return null;
  return Math.min(Math.max(step(index, count - 1), 0), count - 1);
}

function focusLine(index: number, tries: number): void {
  const target = document.querySelector<HTMLElement>(`[data-line="${index}"]`);
  if (target) target.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusLine(index, tries - 1));
}

/** Moves the focus from line to line with the arrow keys, also to lines that are not drawn yet. */
export function lineKeys(count: number, scrollTo: (index: number) => void) {
  return (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || target.dataset.line === undefined) return;
    const next = lineAfterKey(event.key, Number(target.dataset.line), count);
    if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    scrollTo(next);
    focusLine(next, 10);
  };
}
