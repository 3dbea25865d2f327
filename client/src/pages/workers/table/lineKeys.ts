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

/** Gives a line the focus, waiting some frames for it to be drawn. */
export function focusLine(index: number, tries = 10): void {
  const target = document.querySelector<HTMLElement>(`[data-line="${index}"]`);
  if (target) target.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusLine(index, tries - 1));
}

/** The index of the line that something lies in; `null` for what lies in none. */
export function lineOf(element: EventTarget): number | null {
  if (!(element instanceof Element)) return null;
  const line = element.closest("tr")?.querySelector<HTMLElement>("[data-line]");
  return line ? Number(line.dataset.line) : null;
}

const SIDEWAYS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Moves the focus within a line: to what else can be pressed there. */
function moveSideways(target: HTMLElement, step: number): boolean {
  const stops = [...(target.closest("tr")?.querySelectorAll<HTMLElement>("a, button") ?? [])];
  const next = stops[stops.indexOf(target) + step];
  next?.focus();
  return next !== undefined;
}

/**
 * Moves the focus with the arrow keys: up and down from line to line, also to lines that are not
 * drawn yet, sideways within a line.
 */
export function lineKeys(count: number, scrollTo: (index: number) => void) {
  return (event: KeyboardEvent) => {
    const { target, key } = event;
    const line = lineOf(target);
    if (line === null || !(target instanceof HTMLElement)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const sideways = SIDEWAYS[key];
    const next = lineAfterKey(key, line, count);
    if (sideways === undefined ? next === null : !moveSideways(target, sideways)) return;
    event.preventDefault();
    if (next === null) return;
    scrollTo(next);
    focusLine(next);
  };
}
