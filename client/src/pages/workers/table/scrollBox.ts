import { type RefObject, useLayoutEffect, useState } from "react";

/** What holds the table's lines. */
export type Body = RefObject<HTMLElement | null>;

/** What the lines scroll in, where they do not scroll with the window. */
export function boxOf({ current }: Body): HTMLElement | null {
  return current?.closest<HTMLElement>("[data-box]") ?? null;
}

/** How far from the beginning of what scrolls the lines begin, in pixels. */
export function marginOf(body: Body, boxed: boolean): number {
  const top = body.current?.getBoundingClientRect().top ?? 0;
  const box = boxed ? boxOf(body) : null;
  if (box === null) return Math.round(top + window.scrollY);
  return Math.round(top - box.getBoundingClientRect().top + box.scrollTop);
}

/** Calls `measure` now and whenever things above an element or in the page may have moved it. */
export function whenMoved(element: HTMLElement | null, measure: () => void): () => void {
  const observer = new ResizeObserver(measure);
  observer.observe(document.body);
  // What stands above wraps when this gets narrower, though the document stays as tall.
  if (element) observer.observe(element);
  measure();
  return () => observer.disconnect();
}

/** Where the box begins in the document, in pixels, kept true. */
export function useBoxTop(box: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () =>
      setTop(Math.round((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    return whenMoved(box.current, measure);
  }, [box]);
  return top;
}
