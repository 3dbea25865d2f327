import { type RefObject, useLayoutEffect, useState } from "react";

/** The elements that the table's lines lie in. */
export interface Places {
  /** What holds the lines. */
  body: RefObject<HTMLElement | null>;
  /** What they scroll in, where they do not scroll with the window. */
  box: RefObject<HTMLElement | null>;
}

/** How far from the beginning of what scrolls the lines begin, in pixels. */
export function marginOf({ body, box }: Places, boxed: boolean): number {
  const top = body.current?.getBoundingClientRect().top ?? 0;
  if (!boxed || !box.current) return Math.round(top + window.scrollY);
  return Math.round(top - box.current.getBoundingClientRect().top + box.current.scrollTop);
}

/**
 * Where the lines begin in what scrolls, and where the box begins in the document, in pixels, kept
 * true as things above them grow.
 */
export function useMargin({ body, box }: Places, boxed: boolean): { margin: number; top: number } {
  const [margin, setMargin] = useState(0);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      setMargin(marginOf({ body, box }, boxed));
      setTop(Math.round((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    // What stands above wraps when this gets narrower, though the document stays as tall.
    if (box.current) observer.observe(box.current);
    measure();
    return () => observer.disconnect();
  }, [body, box, boxed]);
  return { margin, top };
}
