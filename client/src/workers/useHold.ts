import { type RefObject, useEffect, useState } from "react";

/** How long a pointer or a focus may rest until it holds no more, in ms. */
export const LONGEST_REST_MS = 10_000;

/**
 * Whether somebody is at an element: points at it or has the focus in it, and has moved the pointer,
 * turned the wheel or pressed a key not long ago.
 */
export function useHold(element: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const ended = new AbortController();
    let [pointed, focused] = [false, false];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      setHeld(pointed || focused);
      if (pointed || focused) timer = setTimeout(() => setHeld(false), LONGEST_REST_MS);
    };
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      take: (event: HTMLElementEventMap[Type]) => void,
    ) => {
      const listener = (event: HTMLElementEventMap[Type]) => {
        take(event);
        look();
      };
      target.addEventListener(type, listener, { signal: ended.signal, passive: true });
    };
    // A finger does not rest on a row: only a mouse or a pen holds.
    const point = (event: PointerEvent) => {
      pointed = event.pointerType !== "touch";
    };
    on("pointerenter", point);
    on("pointermove", point);
    on("pointerleave", () => {
      pointed = false;
    });
    on("focusin", ({ target: focus }) => {
      focused = focus instanceof Element && focus.matches(":focus-visible");
    });
    on("focusout", ({ relatedTarget }) => {
      focused = relatedTarget instanceof Node && target.contains(relatedTarget);
    });
    on("keydown", () => {});
    on("wheel", () => {});
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [element]);
  return held;
}
