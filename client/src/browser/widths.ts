import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from "react";

/** An element's inner width in px, kept up to date; 0 until it is measured. */
export function useElementWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => setWidth(target.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** Wide enough for a panel beside the page; the same as Tailwind's `lg`. */
const wide = matchMedia("(width >= 64rem)");

function subscribe(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}

/** Whether the window has room for a panel beside the page. */
export function useWideWindow(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches);
}
