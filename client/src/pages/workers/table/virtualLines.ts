import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import {
  type BodyRef,
  HEAD_HEIGHT,
  offsetOf,
  onBoxLayoutChange,
  scrollerOf,
  type TableGeometry,
  type View,
  viewOf,
} from "./scrolling.ts";

/** The lines to render: from one up to, but not including, another; and the first visible one. */
export interface Range {
  from: number;
  to: number;
  first: number;
}

/** How many lines are rendered beyond the visible ones, on either side. */
const OVERSCAN = 8;
/** The range changes by this many lines at a time, since every change is a React commit. */
const STEP = 4;
/** The space kept below the head and at the end of the view when scrolling to a line, in px. */
const TOP_PADDING = 7;
const BOTTOM_PADDING = 12;

/** Maximum number of printed lines. */
export const MAX_PRINTED = 500;

/** The range for a view of `count` lines, each of a height in px. */
export function rangeOf({ top, height: viewHeight }: View, count: number, height: number): Range {
  const stepped = (px: number) => Math.ceil(px / height / STEP) * STEP;
  const clamp = (index: number) => Math.min(Math.max(index, 0), count);
  const first = stepped(top);
  return {
    from: clamp(first - STEP - OVERSCAN),
    to: clamp(stepped(top + viewHeight) + OVERSCAN),
    first: clamp(first),
  };
}

/** How far to scroll until a line is visible below the head, in px; 0 if it is. */
export function scrollFor(
  index: number,
  height: number,
  { top, height: viewHeight }: View,
): number {
  const above = index * height - (top + HEAD_HEIGHT + TOP_PADDING);
  const below = (index + 1) * height - (top + viewHeight - BOTTOM_PADDING);
  if (above < 0) return above;
  return Math.max(below, 0);
}

/** The lines of a range and one that is always rendered, each with the space above it; and the space below the last. */
export function spread(
  { from, to }: Pick<Range, "from" | "to">,
  { count, height, keep }: { count: number; height: number; keep: number },
) {
  const near = Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, i) => from + i);
  const isOutside = keep >= 0 && keep < count && !near.includes(keep);
  const indexes = isOutside ? [...near, keep].sort((a, b) => a - b) : near;
  const drawn = indexes.map((index, i) => ({
    index,
    above: (index - (indexes[i - 1] ?? -1) - 1) * height,
  }));
  return { drawn, below: (count - (indexes.at(-1) ?? -1) - 1) * height };
}

/** The element of each rendered line: the lines' keys, and the elements' numbers. */
export interface Slots {
  keys: readonly string[];
  slots: readonly number[];
}

/**
 * The elements of the lines that are rendered next. Creating an element takes much longer than changing its texts, so
 * those of removed lines are reused.
 *
 * @param mode `byKey`: each line keeps its element; `fixed`: in addition, the element of a removed line is not
 *   reused, since it may have the focus; `inPlace`: the elements keep their positions, whatever they show
 */
export function nextSlots(
  before: Slots,
  keys: readonly string[],
  mode: "byKey" | "fixed" | "inPlace",
): Slots {
  const own = new Map(before.keys.map((key, place) => [key, before.slots[place]]));
  const reused = keys.map((key, place) =>
    mode === "inPlace" ? before.slots[place] : own.get(key),
  );
  const taken = new Set(reused);
  const free = mode === "fixed" ? [] : before.slots.filter((slot) => !taken.has(slot));
  let unused = Math.max(-1, ...before.slots) + 1;
  return { keys, slots: reused.map((slot) => slot ?? free.shift() ?? unused++) };
}

/**
 * The numbers of the elements that show the rendered lines. After sorting, the elements stay in place and show other
 * lines; after scrolling, lines keep their elements.
 *
 * @param from the index of the first rendered line
 * @param isFixed whether the table is in use
 */
export function useSlots(keys: readonly string[], from: number, isFixed: boolean) {
  const [last, setLast] = useState<Slots & { from: number }>({ keys: [], slots: [], from });
  const isSame =
    keys.length === last.keys.length && keys.every((key, place) => key === last.keys[place]);
  if (isSame) return last.slots;
  const mode = isFixed ? "fixed" : from === last.from ? "inPlace" : "byKey";
  const next = nextSlots(last, keys, mode);
  setLast({ ...next, from });
  return next.slots;
}

function isSameRange(a: Range, b: Range): boolean {
  return a.from === b.from && a.to === b.to && a.first === b.first;
}

/** The range of the visible lines, kept up to date. */
function useRange(body: BodyRef, { lines, height, boxed }: TableGeometry): Range {
  const { count } = lines;
  const [range, setRange] = useState<Range>(() => rangeOf({ top: 0, height: 800 }, count, height));
  const scrolled = useRef(0);
  useLayoutEffect(() => {
    if (scrolled.current <= 0) return;
    // The lines have moved to another scroll container, which continues at the same position.
    const top = offsetOf(body, boxed) + scrolled.current;
    scrollerOf(body, boxed).scrollTo({ top, behavior: "instant" });
  }, [body, boxed]);
  useLayoutEffect(() => {
    const update = () => {
      const view = viewOf(body, boxed);
      scrolled.current = view.top;
      const next = rangeOf(view, count, height);
      setRange((last) => (isSameRange(last, next) ? last : next));
    };
    // Synchronously: otherwise the lines scrolled to would be painted empty.
    const onScroll = () => flushSync(update);
    const scroller = scrollerOf(body, boxed);
    scroller.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", update);
    const stop = onBoxLayoutChange(body, update);
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", update);
      stop();
    };
  }, [body, boxed, count, height]);
  return range;
}

/**
 * The lines to render, with the space that the others take.
 *
 * @param keep the index of a line that is always rendered because it has the focus, -1 for none; `print` for
 *   the first {@link MAX_PRINTED} lines without the space of the others
 */
export function useVirtualLines(body: BodyRef, geometry: TableGeometry, keep: number | "print") {
  const { lines, height, boxed } = geometry;
  const range = useRange(body, geometry);
  const { count } = lines;
  const scrollTo = useCallback(
    (index: number) => {
      const top = scrollFor(index, height, viewOf(body, boxed));
      if (top !== 0) scrollerOf(body, boxed).scrollBy({ top, behavior: "instant" });
    },
    [body, boxed, height],
  );
  const first = Math.min(range.first, count - 1);
  if (keep === "print") {
    const all = { from: 0, to: MAX_PRINTED };
    const printed = { count: Math.min(count, MAX_PRINTED), height, keep: -1 };
    return { ...spread(all, printed), first, scrollTo };
  }
  return { ...spread(range, { count, height, keep }), first, scrollTo };
}
