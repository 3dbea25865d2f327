import { createStore, useStore } from "../data/store.ts";

const spoken = createStore("");

/** Says something to screen readers, once, when they have finished what they say. */
export function announce(text: string): void {
  // The same words again are only spoken when the region's text changes.
  spoken.set(spoken.get() === text ? `${text}\u00A0` : text);
}

/** The page's one live region. Numbers that move every second are never put here. */
export function Announcer() {
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {useStore(spoken)}
    </div>
  );
}
