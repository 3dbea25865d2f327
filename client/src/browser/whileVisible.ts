/** The part of `document` that is used. */
export interface Tab extends EventTarget {
  readonly hidden: boolean;
}

/**
 * Runs `action` now, whenever the tab becomes visible, and every `everyMs` while it is. The returned
 * function stops it.
 */
export function whileVisible(action: () => void, everyMs: number, tab: Tab = document): () => void {
  const runIfVisible = () => {
    if (!tab.hidden) action();
  };
  runIfVisible();
  const timer = setInterval(runIfVisible, everyMs);
  tab.addEventListener("visibilitychange", runIfVisible);
  return () => {
    clearInterval(timer);
    tab.removeEventListener("visibilitychange", runIfVisible);
  };
}
