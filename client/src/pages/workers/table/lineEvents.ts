import { useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Lines } from "../rows/lines.ts";
import { toPathId } from "../workerId.ts";

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + 10,
  PageUp: (index) => index - 10,
  Home: () => 0,
  End: (_, last) => last,
};

/** The line that a key leads to, within the table; `null` for other keys. */
export function lineAfterKey(key: string, index: number, count: number): number | null {
  const step = STEPS[key];
  if (step === undefined || count === 0) return null;
  return Math.min(Math.max(step(index, count - 1), 0), count - 1);
}

/** Focuses a line, waiting some frames for it to be rendered. */
function focusLine(index: number, attempts = 10): void {
  const target = document.querySelector<HTMLElement>(`[data-line="${index}"]`);
  if (target) target.focus({ preventScroll: true });
  else if (attempts > 0) requestAnimationFrame(() => focusLine(index, attempts - 1));
}

/** The index of the line that contains an element; `null` outside of lines. */
export function lineOf(element: EventTarget): number | null {
  if (!(element instanceof Element)) return null;
  const line = element.closest("tr")?.querySelector<HTMLElement>("[data-line]");
  return line ? Number(line.dataset.line) : null;
}

const SIDEWAYS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Moves the focus to the next link or button within a line. */
function moveSideways(target: HTMLElement, step: number): boolean {
  const stops = [...(target.closest("tr")?.querySelectorAll<HTMLElement>("a, button") ?? [])];
  const next = stops[stops.indexOf(target) + step];
  next?.focus();
  return next !== undefined;
}

/**
 * Moves the focus with the arrow keys: up and down between lines, including ones not rendered yet, and
 * sideways within a line.
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

interface FocusedLine {
  key: string;
  index: number;
  /** Whether it still has the focus. */
  isCurrent: boolean;
}

/**
 * The line that has the focus or had it last: the table is a single Tab stop, at that line. A line that
 * disappears passes the focus to the one that takes its place.
 */
export function useLineFocus(lines: Lines) {
  const [focused, setFocused] = useState<FocusedLine | null>(null);
  const key = focused?.key;
  const index = useMemo(() => (key === undefined ? -1 : lines.indexOf(key)), [lines, key]);
  const isLost = focused?.isCurrent === true && index < 0;
  const successor = Math.min(focused?.index ?? 0, lines.count - 1);
  useEffect(() => {
    if (isLost && document.activeElement === document.body) focusLine(successor);
  }, [isLost, successor]);
  return {
    /** The line's index; -1 for none. */
    index,
    /** Whether the focus is in the table. */
    inside: focused?.isCurrent === true,
    onFocus({ target }: FocusEvent) {
      const at = lineOf(target);
      const line = at === null ? undefined : lines.at(at);
      if (at !== null && line) setFocused({ key: line.key, index: at, isCurrent: true });
    },
    onBlur({ target, currentTarget, relatedTarget }: FocusEvent) {
      if (currentTarget.contains(relatedTarget)) return;
      // The window has lost the focus; the line regains it with the window.
      if (document.activeElement === target) return;
      setFocused((last) => last && { ...last, isCurrent: false });
    },
  };
}

const PLACEHOLDER = "the-id";

/** Whether a click does something other than follow the link, such as open a new tab. */
function isModified({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent) {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey || defaultPrevented;
}

/**
 * The links to the workers' details. The router's own `Link` costs more than everything else in a row,
 * since each one subscribes to the location.
 *
 * @param isOpen whether details are open
 */
export function useDetailsLinks(isOpen: boolean) {
  const router = useRouter();
  const navigate = useNavigate();
  const searchText = useLocation({ select: ({ searchStr }) => searchStr });
  const hrefOf = useMemo(() => {
    const { href } = router.buildLocation({ to: "/workers/$id", params: { id: PLACEHOLDER } });
    const prefix = href.slice(0, href.indexOf(`/workers/${PLACEHOLDER}`));
    return (id: string) => `${prefix}/workers/${encodeURIComponent(toPathId(id))}${searchText}`;
  }, [router, searchText]);
  const onClick = useCallback(
    (event: MouseEvent) => {
      if (!(event.target instanceof Element) || isModified(event)) return;
      const id = event.target.closest<HTMLElement>("[data-worker]")?.dataset.worker;
      if (id === undefined) return;
      event.preventDefault();
      void navigate({
        to: "/workers/$id",
        params: { id: toPathId(id) },
        search: true,
        resetScroll: false,
        // Back leaves the details instead of going through all viewed workers.
        replace: isOpen,
      });
    },
    [navigate, isOpen],
  );
  const preload = useCallback(() => {
    void router.preloadRoute({ to: "/workers/$id", params: { id: PLACEHOLDER }, search: true });
  }, [router]);
  return { hrefOf, onClick, preload };
}

/** Two clicks within this time, in ms, are a double click. */
export const DOUBLE_CLICK_MS = 400;

/** A click on a line. `at` in ms. */
export interface LineClick {
  key: string;
  at: number;
}

/** Whether a click is the second of a double click whose first one was on another line. */
export function isStray(click: LineClick, last: LineClick | null): boolean {
  return last !== null && click.key !== last.key && click.at - last.at < DOUBLE_CLICK_MS;
}

/**
 * Suppresses the second click of a double click if another worker has moved under the pointer in
 * between. For the capture phase.
 */
export function useDoubleClickGuard(lines: Lines) {
  const last = useRef<LineClick | null>(null);
  return (event: MouseEvent) => {
    const index = lineOf(event.target);
    const line = index === null ? undefined : lines.at(index);
    // Enter on a link is a click without a button: it is intended.
    if (event.detail === 0 || line?.kind !== "worker") return;
    const click = { key: line.key, at: event.timeStamp };
    if (isStray(click, last.current)) {
      event.preventDefault();
      event.stopPropagation();
    } else last.current = click;
  };
}
