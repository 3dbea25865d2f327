import { type PointerEvent, type RefObject, useLayoutEffect, useRef } from "react";
import type { Lines } from "../rows/lines.ts";
import { lineOf } from "./lineKeys.ts";

/** How the lines lie, and in what order. */
interface Lie {
  lines: Lines;
  /** The height of each, in pixels. */
  height: number;
  /** What they are ordered by: where that changes, nothing keeps its place. */
  order: string;
  /** Whether somebody is there: a pointer left lying keeps nothing in its place. */
  held: boolean;
}

/** The key of the line that has the focus, as one with a keyboard gives it; `null` for none. */
function focusedKey(body: HTMLElement | null, lines: Lines): string | null {
  const focused = body?.querySelector(":focus-visible");
  const line = focused ? lineOf(focused) : null;
  return line === null ? null : (lines.at(line)?.key ?? null);
}

/**
 * Keeps the line that somebody is at where it is on the screen when others come or go above it, or
 * the order changes: what it lies in scrolls with it.
 */
export function useAnchor(
  body: RefObject<HTMLElement | null>,
  scroller: () => Pick<Window, "scrollBy"> | Element | null,
  lie: Lie,
) {
  const pointed = useRef<string | null>(null);
  const last = useRef(lie);
  useLayoutEffect(() => {
    const before = last.current;
    last.current = lie;
    const { lines, height, order, held } = lie;
    if (before.lines === lines || before.order !== order || before.height !== height) return;
    const key = focusedKey(body.current, lines) ?? (held ? pointed.current : null);
    if (key === null) return;
    const [from, to] = [before.lines.indexOf(key), lines.indexOf(key)];
    if (from < 0 || to < 0 || from === to) return;
    scroller()?.scrollBy({ top: (to - from) * height, behavior: "instant" });
  });
  return {
    onPointerOver({ target, pointerType }: PointerEvent) {
      const line = pointerType === "touch" ? null : lineOf(target);
      pointed.current = line === null ? null : (lie.lines.at(line)?.key ?? null);
    },
    onPointerLeave() {
      pointed.current = null;
    },
  };
}
