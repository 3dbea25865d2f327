import { createStore, useStore } from "../data/store.ts";

const message = createStore("");

/** Announces a text to screen readers, politely. */
export function announce(text: string): void {
  // The same text again is only announced if the region's content changes.
  message.set(message.get() === text ? `${text}\u00A0` : text);
}

/** The page's live region. Numbers that change every second are never announced. */
export function Announcer() {
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {useStore(message)}
    </div>
  );
}
