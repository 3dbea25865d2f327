import { useSyncExternalStore } from "react";

/** Wide enough for a panel beside the page; the same as Tailwind's `lg`. */
const wide = matchMedia("(width >= 64rem)");

function subscribe(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}

/** Whether the window has room for a panel beside the page. */
export function useWideWindow(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches);
}
