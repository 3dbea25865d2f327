import { useVirtualizer, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { marginOf, type Places, useMargin } from "./useMargin.ts";

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

/** The lines to draw, each with the room to leave above it; and the room below the last. */
function spread(seen: readonly number[], { count, height, kept }: Lie) {
  const isApart = kept >= 0 && kept < count && !seen.includes(kept);
  const indexes = isApart ? [...seen, kept].sort((a, b) => a - b) : seen;
  const drawn = indexes.map((index, i) => ({
    index,
    above: (index - (indexes[i - 1] ?? -1) - 1) * height,
  }));
  return { drawn, below: (count - (indexes.at(-1) ?? -1) - 1) * height };
}

/** The lines that can be seen, and the room to leave around them. */
export function useVirtualLines(places: Places, lie: Lie) {
  const { count, height, boxed } = lie;
  const { margin, top } = useMargin(places, boxed);
  const options = {
    count,
    // It must stay the same function: with another one it measures all lines anew at every scroll.
    estimateSize: useCallback(() => height, [height]),
    overscan: 8,
    scrollMargin: margin,
    scrollPaddingStart: 44,
    scrollPaddingEnd: 12,
  };
  const inWindow = useWindowVirtualizer({ ...options, enabled: !boxed });
  const inBox = useVirtualizer({
    ...options,
    enabled: boxed,
    getScrollElement: () => places.box.current,
  });
  const virtualizer = boxed ? inBox : inWindow;
  const down = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where another one scrolls from now on
  useLayoutEffect(() => {
    if (down.current <= 0) return;
    const scroller = boxed ? places.box.current : window;
    scroller?.scrollTo({ top: marginOf(places, boxed) + down.current, behavior: "instant" });
  }, [boxed]);
  useEffect(() => {
    down.current = (virtualizer.scrollOffset ?? 0) - margin;
  });
  return {
    ...spread(
      virtualizer.getVirtualItems().map(({ index }) => index),
      lie,
    ),
    /** The first line that can be seen. */
    first: virtualizer.range?.startIndex ?? 0,
    /** Where the box begins in the document, in pixels. */
    top,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
