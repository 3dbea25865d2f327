import { type RefObject, useLayoutEffect, useState } from "react";
import type { Lines } from "../rows/lines.ts";

/** The element that contains the table's lines. */
export type BodyRef = RefObject<HTMLElement | null>;

/** How the table's lines are laid out. */
export interface TableGeometry {
  lines: Lines;
  /** The height of each line, in px. */
  height: number;
  /** Whether they scroll in a box of their own instead of with the window. */
  boxed: boolean;
}

/** The visible part of the lines, in px from the first one. */
export interface View {
  top: number;
  height: number;
}

/** The height of the table's sticky head, in px. */
export const HEAD_HEIGHT = 37;

function boxOf({ current }: BodyRef): HTMLElement | null {
  return current?.closest<HTMLElement>("[data-box]") ?? null;
}

/** What the lines scroll in. */
export function scrollerOf(body: BodyRef, boxed: boolean): Window | HTMLElement {
  return (boxed ? boxOf(body) : null) ?? window;
}

/** The part of the lines that is visible. */
export function viewOf(body: BodyRef, boxed: boolean): View {
  const top = body.current?.getBoundingClientRect().top ?? 0;
  const box = boxed ? boxOf(body) : null;
  if (box === null) return { top: -top, height: window.innerHeight };
  return { top: box.getBoundingClientRect().top - top, height: box.clientHeight };
}

/** Where the lines start in what they scroll in, in px. */
export function offsetOf(body: BodyRef, boxed: boolean): number {
  const box = boxed ? boxOf(body) : null;
  return Math.round(viewOf(body, boxed).top * -1 + (box ? box.scrollTop : window.scrollY));
}

/** Calls `measure` now and whenever something around the lines may have moved them. */
export function onLayoutChange(element: HTMLElement | null, measure: () => void): () => void {
  const observer = new ResizeObserver(measure);
  observer.observe(document.body);
  // Narrower, the content above wraps, though the document may stay as tall.
  if (element) observer.observe(element);
  measure();
  return () => observer.disconnect();
}

/** The same for the box that the lines are in. */
export function onBoxLayoutChange(body: BodyRef, measure: () => void): () => void {
  return onLayoutChange(boxOf(body), measure);
}

/** Where an element starts in the document, in px, kept up to date. */
export function useDocumentTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () =>
      setTop(Math.round((element.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    return onLayoutChange(element.current, measure);
  }, [element]);
  return top;
}
