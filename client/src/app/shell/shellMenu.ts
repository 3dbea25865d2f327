import { useSyncExternalStore } from "react";

/** The least width of a sidebar that shows links to the pages, in px: unfolded it has 224, folded 48. */
const MENU_PX = 160;

/**
 * Whether the shell around a frame has room for its links to the pages. On a phone it has none, and beside
 * a folded sidebar only icons of plugins; a page of another origin is no shell.
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
