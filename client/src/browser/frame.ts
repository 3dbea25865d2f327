/** Whether the pages are shown inside another page. */
export function isFramed(): boolean {
  return window.parent !== window;
}

/** {@link isFramed}, known before anything is drawn. */
export const FRAMED = isFramed();

function navigationType(): string | undefined {
  const [navigation] = performance.getEntriesByType("navigation");
  return navigation instanceof PerformanceNavigationTiming ? navigation.type : undefined;
}

/** Whether the frame was reloaded on its own: its shell then sends no `__INIT__` again. */
export const RELOADED = FRAMED && navigationType() === "reload";
