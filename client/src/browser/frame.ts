/** Whether the pages are shown inside another page. */
export function isFramed(): boolean {
  return window.parent !== window;
}

/** {@link isFramed} of this document, which never changes. */
export const FRAMED = isFramed();

function navigationType(): string | undefined {
  const [navigation] = performance.getEntriesByType("navigation");
  return navigation instanceof PerformanceNavigationTiming ? navigation.type : undefined;
}

/** Whether the frame was reloaded on its own: the shell doesn't send `__INIT__` again then. */
export const RELOADED = FRAMED && navigationType() === "reload";
