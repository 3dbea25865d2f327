import {
  type PointerEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Lines } from "../rows/lines.ts";
import { lineOf } from "./lineEvents.ts";

/** The element that contains the table's lines. */
export type BodyRef = RefObject<HTMLElement | null>;

/** How the table's lines are laid out. */
export interface TableGeometry {
  lines: Lines;
  /** The height of each line, in px. */
  height: number;
  /** Whether they scroll in their own box instead of with the window. */
  boxed: boolean;
}

/** The visible part of the lines, in px from the first one. */
export interface View {
  top: number;
  height: number;
}

/** The height of the table's sticky head, in px. */
export const HEAD_HEIGHT = 37;

function boxOf({ current }: BodyRef): HTMLElement | null {
  return current?.closest<HTMLElement>("[data-box]") ?? null;
}

/** The scroll container of the lines. */
export function scrollerOf(body: BodyRef, boxed: boolean): Window | HTMLElement {
  return (boxed ? boxOf(body) : null) ?? window;
}

/** The part of the lines that is visible. */
export function viewOf(body: BodyRef, boxed: boolean): View {
  const top = body.current?.getBoundingClientRect().top ?? 0;
  const box = boxed ? boxOf(body) : null;
  if (box === null) return { top: -top, height: window.innerHeight };
  return { top: box.getBoundingClientRect().top - top, height: box.clientHeight };
}

/** Where the lines start in their scroll container, in px. */
export function offsetOf(body: BodyRef, boxed: boolean): number {
  const box = boxed ? boxOf(body) : null;
  return Math.round(viewOf(body, boxed).top * -1 + (box ? box.scrollTop : window.scrollY));
}

/** Calls `measure` now and whenever something around the lines may have moved them. */
function onLayoutChange(element: HTMLElement | null, measure: () => void): () => void {
  const observer = new ResizeObserver(measure);
  observer.observe(document.body);
  // If it gets narrower, the content above wraps, although the document may keep its height.
  if (element) observer.observe(element);
  measure();
  return () => observer.disconnect();
}

/** The same for the box around the lines. */
export function onBoxLayoutChange(body: BodyRef, measure: () => void): () => void {
  return onLayoutChange(boxOf(body), measure);
}

/** Where an element starts in the document, in px, kept up to date. */
export function useDocumentTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () =>
      setTop(Math.round((element.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    return onLayoutChange(element.current, measure);
  }, [element]);
  return top;
}

/** Where to scroll to for a line in the middle of the view, in px from the first line; `null` if it is visible. */
export function centeredTop(index: number, height: number, view: View): number | null {
  const top = index * height;
  const isAbove = top < view.top + HEAD_HEIGHT;
  const isBelow = top + height > view.top + view.height;
  return isAbove || isBelow ? top - (view.height - height) / 2 : null;
}

interface ScrollTargets {
  /** The id of the worker whose details are open. */
  selected: string | undefined;
  /** The table's width, in px. */
  width: number;
  /** What the lines are filtered and sorted by. */
  order: string;
}

/** Scrolls once to each worker whose details are opened, and to the first line when the order changes. */
export function useScrollTargets(
  body: BodyRef,
  { lines, height, boxed }: TableGeometry,
  { selected, width, order }: ScrollTargets,
): void {
  const center = useEffectEvent((id: string) => {
    const index = lines.indexOf(id);
    const top = index < 0 ? null : centeredTop(index, height, viewOf(body, boxed));
    if (top === null) return;
    const offset = offsetOf(body, boxed);
    scrollerOf(body, boxed).scrollTo({ top: Math.max(0, offset + top), behavior: "instant" });
  });
  useEffect(() => {
    if (selected !== undefined) center(selected);
  }, [selected]);

  const revealSelected = useEffectEvent(() => {
    if (selected === undefined) return;
    const line = body.current?.querySelector(`[data-worker="${CSS.escape(selected)}"]`);
    line?.closest("th")?.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  useEffect(() => {
    // Another width moves the rows.
    if (width > 0) revealSelected();
  }, [width]);

  const scrollToFirst = useEffectEvent(() => {
    const offset = offsetOf(body, boxed);
    const start = Math.max(0, offset - HEAD_HEIGHT);
    if (offset + viewOf(body, boxed).top <= start) return;
    scrollerOf(body, boxed).scrollTo({ top: start, behavior: "instant" });
  });
  const lastOrder = useRef(order);
  useEffect(() => {
    if (lastOrder.current === order) return;
    lastOrder.current = order;
    scrollToFirst();
  }, [order]);
}

interface Anchored {
  /** What the lines are ordered by: when it changes, no line keeps its place. */
  order: string;
  /** Whether the table is in use: a pointer left on it does not anchor a line. */
  inUse: boolean;
}

/** The key of the line with the visible focus; `null` for none. */
function focusedKey(body: HTMLElement | null, lines: Lines): string | null {
  const focused = body?.querySelector(":focus-visible");
  const line = focused ? lineOf(focused) : null;
  return line === null ? null : (lines.at(line)?.key ?? null);
}

/**
 * Keeps the line with the focus or under the pointer in its place on the screen when others appear or
 * disappear above it, by scrolling.
 */
export function useScrollAnchor(
  body: BodyRef,
  geometry: TableGeometry,
  { order, inUse }: Anchored,
) {
  const { lines, height, boxed } = geometry;
  const pointed = useRef<string | null>(null);
  const last = useRef({ lines, height, order });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { lines, height, order };
    if (before.lines === lines || before.order !== order || before.height !== height) return;
    const key = focusedKey(body.current, lines) ?? (inUse ? pointed.current : null);
    if (key === null) return;
    const [from, to] = [before.lines.indexOf(key), lines.indexOf(key)];
    if (from < 0 || to < 0 || from === to) return;
    scrollerOf(body, boxed).scrollBy({ top: (to - from) * height, behavior: "instant" });
  }, [body, lines, height, boxed, order, inUse]);
  return {
    onPointerOver({ target, pointerType }: PointerEvent) {
      const line = pointerType === "touch" ? null : lineOf(target);
      pointed.current = line === null ? null : (lines.at(line)?.key ?? null);
    },
    onPointerLeave() {
      pointed.current = null;
    },
  };
}
