import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type Body, boxOf, marginOf, whenMoved } from "./scrollBox.ts";
import { type Range, rangeOf, scrollFor, spread, type View } from "./virtualLines.ts";

/** How the lines lie. */
interface Lie {
  count: number;
  /** The height of each, in pixels. */
  height: number;
  /** Whether they scroll in a box of their own and not with the window. */
  boxed: boolean;
  /** A line that is drawn wherever it is, as it has the focus; -1 for none. */
  kept: number;
}

function isSame(a: Range, b: Range): boolean {
  return a.from === b.from && a.to === b.to && a.first === b.first;
}

function scrollerOf(body: Body, boxed: boolean): Window | HTMLElement {
  return (boxed ? boxOf(body) : null) ?? window;
}

/** What can be seen of the lines. */
function viewOf(body: Body, boxed: boolean): View {
  const top = body.current?.getBoundingClientRect().top ?? 0;
  const box = boxed ? boxOf(body) : null;
  if (box === null) return { top: -top, height: window.innerHeight };
  return { top: box.getBoundingClientRect().top - top, height: box.clientHeight };
}

/** Which lines are near what can be seen, kept true as it scrolls or other things move. */
function useRange(body: Body, { count, height, boxed }: Lie): Range {
  const [range, setRange] = useState<Range>(() => rangeOf({ top: 0, height: 800 }, count, height));
  const down = useRef(0);
  useLayoutEffect(() => {
    if (down.current <= 0) return;
    // It scrolls in something else from now on.
    const top = marginOf(body, boxed) + down.current;
    scrollerOf(body, boxed).scrollTo({ top, behavior: "instant" });
  }, [body, boxed]);
  useLayoutEffect(() => {
    const look = () => {
      const view = viewOf(body, boxed);
      down.current = view.top;
      const next = rangeOf(view, count, height);
      setRange((last) => (isSame(last, next) ? last : next));
    };
    // At once, or what has been scrolled to would be seen empty.
    const onScroll = () => flushSync(look);
    const scroller = scrollerOf(body, boxed);
    scroller.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", look);
    const end = whenMoved(boxOf(body), look);
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", look);
      end();
    };
  }, [body, boxed, count, height]);
  return range;
}

/** The lines to draw: those that can be seen and some around them, and the room that the others take. */
export function useVirtualLines(body: Body, lie: Lie) {
  const { count, height, boxed } = lie;
  const range = useRange(body, lie);
  const scrollTo = useCallback(
    (index: number) => {
      const top = scrollFor(index, height, viewOf(body, boxed));
      if (top !== 0) scrollerOf(body, boxed).scrollBy({ top, behavior: "instant" });
    },
    [body, boxed, height],
  );
  return { ...spread(range, lie), first: Math.min(range.first, count - 1), scrollTo };
}
