import { useSyncExternalStore } from "react";

/** The minimum width of a sidebar that shows links to the pages, in px: expanded it has 224, collapsed 48. */
const MENU_PX = 160;

/**
 * Whether the shell around a frame shows its links to the pages. On a phone it shows none, and a collapsed
 * sidebar only has plugin icons; a page of another origin isn't the shell.
 */
export function hasMenu(frame: { innerWidth: number }, shell: { innerWidth: number }): boolean {
  try {
    return shell.innerWidth - frame.innerWidth >= MENU_PX;
  } catch {
    return false;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

/** {@link hasMenu} of the shell around this document, kept up to date. */
export function useShellMenu(): boolean {
  return useSyncExternalStore(subscribe, () => hasMenu(window, window.parent));
}
