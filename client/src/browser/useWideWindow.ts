import { useSyncExternalStore } from "react";

/** From here on there is room for a panel beside a page; the utilities' `lg` is the same. */
const wide = matchMedia("(width >= 64rem)");

function subscribe(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}

/** Whether the window has room for a panel beside the page, kept true. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches);
}
