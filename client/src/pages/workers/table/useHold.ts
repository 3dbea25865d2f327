import { type RefObject, useEffect, useState } from "react";

/** How long a pointer may rest until it holds no more, in ms: then nobody is there. */
export const LONGEST_REST_MS = 180_000;

/** How often it is looked whether whoever held is still there, in ms. */
const LOOK_MS = 5_000;

/**
 * Whether somebody is at an element: has the focus in it, as one with a keyboard does, or points at
 * it. A pointer that rests for minutes, or in a tab that is hidden, holds no more.
 */
export function useHold(element: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const ended = new AbortController();
    /** When the pointer was last moved within, in ms; `null` while it is elsewhere. */
    let movedAt: number | null = null;
    const look = () => {
      const points = movedAt !== null && Date.now() - movedAt < LONGEST_REST_MS;
      setHeld(points || target.querySelector(":focus-visible") !== null);
    };
    const on = (type: keyof HTMLElementEventMap, take: (event: Event) => void) => {
      const listener = (event: Event) => {
        take(event);
        look();
      };
      target.addEventListener(type, listener, { signal: ended.signal, passive: true });
    };
    // A finger does not rest on a row: only a mouse or a pen holds.
    const point = (event: Event) => {
      movedAt = event instanceof PointerEvent && event.pointerType === "touch" ? null : Date.now();
    };
    const leave = () => {
      movedAt = null;
    };
    on("pointerenter", point);
    on("pointermove", point);
    on("pointerleave", leave);
    on("focusin", () => {});
    // What gets the focus instead has it only after this event.
    on("focusout", () => queueMicrotask(look));
    on("wheel", () => {
      if (movedAt !== null) movedAt = Date.now();
    });
    const hide = () => {
      if (document.hidden) leave();
      look();
    };
    document.addEventListener("visibilitychange", hide, { signal: ended.signal });
    const timer = setInterval(look, LOOK_MS);
    return () => {
      ended.abort();
      clearInterval(timer);
    };
  }, [element]);
  return held;
}
