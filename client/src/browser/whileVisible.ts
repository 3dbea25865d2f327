/** A tab, as far as it is used; tests give a made-up one. */
export interface Tab extends EventTarget {
  readonly hidden: boolean;
}

/**
 * Runs `ask` now, whenever the tab is shown, and every so often while it is. The answered function
 * ends it.
 */
export function whileVisible(ask: () => void, everyMs: number, tab: Tab = document): () => void {
  const askIfShown = () => {
    if (!tab.hidden) ask();
  };
  askIfShown();
  const timer = setInterval(askIfShown, everyMs);
  tab.addEventListener("visibilitychange", askIfShown);
  return () => {
    clearInterval(timer);
    tab.removeEventListener("visibilitychange", askIfShown);
  };
}
