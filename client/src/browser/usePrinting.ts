import { useSyncExternalStore } from "react";

const print = matchMedia("print");
let isPrinting = print.matches;

function subscribe(listener: () => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const set = (value: boolean) => () => {
    isPrinting = value;
    listener();
  };
  window.addEventListener("beforeprint", set(true), { signal });
  window.addEventListener("afterprint", set(false), { signal });
  // Tools that print without these events only change the media type.
  print.addEventListener("change", ({ matches }) => set(matches)(), { signal });
  return () => controller.abort();
}

/** Whether the page is being printed: the layout then has the paper's width. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}
