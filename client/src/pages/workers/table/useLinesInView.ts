import { useEffect, useRef } from "react";
import type { Lines } from "../rows/lines.ts";
import { type Body, boxOf, marginOf } from "./scrollBox.ts";
import { HEAD } from "./virtualLines.ts";

interface Lie {
  lines: Lines;
  /** The height of each, in pixels. */
  height: number;
  /** Whether they scroll in a box of their own and not with the window. */
  boxed: boolean;
  width: number;
  /** The worker whose details are open. */
  selected: string | undefined;
  /** What the lines are chosen and ordered by. */
  order: string;
}

/** Where to scroll to, to bring a line into the middle; `null` where it can be seen already. */
export function middleFor(
  line: { top: number; height: number },
  view: { top: number; height: number },
): number | null {
  const above = line.top < view.top + HEAD;
  const below = line.top + line.height > view.top + view.height;
  return above || below ? Math.max(0, line.top - (view.height - line.height) / 2) : null;
}

function viewOf(body: Body, boxed: boolean) {
  const element = boxed ? boxOf(body) : null;
  return element
    ? { scroller: element, top: element.scrollTop, height: element.clientHeight }
    : { scroller: window, top: window.scrollY, height: window.innerHeight };
}

/** Scrolls to the worker whose details are open, once for each, and to the first line in another order. */
export function useLinesInView(body: Body, lie: Lie): void {
  const { lines, height, boxed, width, selected, order } = lie;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another worker is brought into view, not the same again
  useEffect(() => {
    const index = selected === undefined ? -1 : lines.indexOf(selected);
    if (index < 0) return;
    const { scroller, ...view } = viewOf(body, boxed);
    const top = middleFor({ top: marginOf(body, boxed) + index * height, height }, view);
    if (top !== null) scroller.scrollTo({ top, behavior: "instant" });
  }, [selected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width moves the rows
  useEffect(() => {
    if (selected === undefined) return;
    const line = body.current?.querySelector(`[data-worker="${CSS.escape(selected)}"]`);
    line?.closest("th")?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }, [body, width]);
  const last = useRef(order);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only in another order
  useEffect(() => {
    if (last.current === order) return;
    last.current = order;
    const { scroller, top } = viewOf(body, boxed);
    const begin = Math.max(0, marginOf(body, boxed) - HEAD);
    if (top > begin) scroller.scrollTo({ top: begin, behavior: "instant" });
  }, [order]);
}
