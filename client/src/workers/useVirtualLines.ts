import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useLayoutEffect, useState } from "react";
import type { Line } from "./lines.ts";

/** Where an element begins in the document, in pixels, kept true as things above it grow. */
function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (box) setTop(Math.round(box.top + window.scrollY));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return top;
}

/** The lines that the window shows, and the room to leave above and below them. */
export function useVirtualLines(
  lines: readonly Line[],
  body: RefObject<HTMLElement | null>,
  height: number,
) {
  const top = useTop(body);
  const estimateSize = useCallback(() => height, [height]);
  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    // It must stay the same function: with another one it measures all lines anew at every scroll.
    estimateSize,
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: 44,
    scrollPaddingEnd: 12,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return {
    items,
    above: first ? first.start - top : 0,
    below: last ? virtualizer.getTotalSize() - (last.end - top) : 0,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
