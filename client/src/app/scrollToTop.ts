import type { AnyRouter } from "@tanstack/react-router";

/** A router, as far as it is used; tests give a made-up one. */
export type ScrollingRouter = Pick<AnyRouter, "_scroll"> & {
  subscribe(event: "onRendered", listener: () => void): unknown;
};

/**
 * Stands in the built pages for the router's own function of this name, which also keeps where each
 * address was scrolled to: nine tenths of a kilobyte of the first load that are not used here. A page
 * begins at its top, unless the move to it said otherwise (`resetScroll: false`).
 */
export function setupScrollRestoration(router: ScrollingRouter): void {
  const scroll = router._scroll;
  if (scroll.r) return;
  scroll.r = true;
  router.subscribe("onRendered", () => {
    if (scroll.n) window.scrollTo(0, 0);
    scroll.n = true;
  });
}
