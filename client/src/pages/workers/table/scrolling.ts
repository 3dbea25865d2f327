import { type PointerEvent, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { Lines } from "../rows/lines.ts";
import {
  type BodyRef,
  HEAD_HEIGHT,
  offsetOf,
  scrollerOf,
  type TableGeometry,
  type View,
  viewOf,
} from "./geometry.ts";
import { lineOf } from "./lineFocus.ts";

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
