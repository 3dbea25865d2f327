import { type RefObject, useEffect, useState } from "react";

/** Whether somebody points at an element or has the focus in it. */
export function useHold(element: RefObject<HTMLElement | null>): boolean {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const ended = new AbortController();
    const { signal } = ended;
    // A finger does not rest on a row: only a mouse or a pen holds.
    const onEnter = (event: PointerEvent) => setPointed(event.pointerType !== "touch");
    target.addEventListener("pointerenter", onEnter, { signal });
    target.addEventListener("pointerleave", () => setPointed(false), { signal });
    target.addEventListener(
      "focusin",
      (event) =>
        setFocused(event.target instanceof Element && event.target.matches(":focus-visible")),
      { signal },
    );
    target.addEventListener(
      "focusout",
      (event) =>
        setFocused(event.relatedTarget instanceof Node && target.contains(event.relatedTarget)),
      { signal },
    );
    return () => ended.abort();
  }, [element]);
  return pointed || focused;
}
