import { type RefObject, useEffect, useState } from "react";

/** A pointer that has not moved for this long no longer counts, in ms: its user is away. */
const MAX_REST_MS = 180_000;

/** How often that is checked, in ms. */
const CHECK_INTERVAL_MS = 5_000;

/**
 * Whether an element is in use: it contains the visible focus, or a pointer that has recently moved
 * over it in a visible tab.
 */
export function useInteraction(element: RefObject<HTMLElement | null>): boolean {
  const [inUse, setInUse] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const controller = new AbortController();
    const options = { signal: controller.signal, passive: true };
    /** When the pointer last moved over the element, in ms; `null` while it is elsewhere. */
    let movedAt: number | null = null;
    const check = () => {
      const isPointed = movedAt !== null && Date.now() - movedAt < MAX_REST_MS;
      setInUse(isPointed || target.querySelector(":focus-visible") !== null);
    };
    // A finger does not rest on the table: only a mouse or a pen counts.
    const onMove = ({ pointerType }: PointerEvent) => {
      movedAt = pointerType === "touch" ? null : Date.now();
      check();
    };
    const onLeave = () => {
      movedAt = null;
      check();
    };
    const onWheel = () => {
      if (movedAt !== null) movedAt = Date.now();
      check();
    };
    const onVisibility = () => (document.hidden ? onLeave() : check());
    target.addEventListener("pointerenter", onMove, options);
    target.addEventListener("pointermove", onMove, options);
    target.addEventListener("pointerleave", onLeave, options);
    target.addEventListener("wheel", onWheel, options);
    target.addEventListener("focusin", check, options);
    // The next element has the focus only after this event.
    target.addEventListener("focusout", () => queueMicrotask(check), options);
    document.addEventListener("visibilitychange", onVisibility, options);
    const timer = setInterval(check, CHECK_INTERVAL_MS);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, [element]);
  return inUse;
}
