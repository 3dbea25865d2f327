import { useEffect, useRef } from "react";
import { createStore, useStore } from "../data/store.ts";

const message = createStore("");

/** Announces a text to screen readers, politely. */
export function announce(text: string): void {
  // The same text again is only announced if the region's content changes.
  message.set(message.get() === text ? `${text}\u00A0` : text);
}

/** Announces each change of a text once it has lasted for `afterMs`, so that screen readers don't read out a flicker. */
export function useAnnouncement(text: string, afterMs: number): void {
  const announced = useRef(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (announced.current !== text && text !== "") announce(text);
      announced.current = text;
    }, afterMs);
    return () => clearTimeout(timer);
  }, [text, afterMs]);
}

/** The page's live region. Numbers that change every second are never announced. */
export function Announcer() {
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {useStore(message)}
    </div>
  );
}
