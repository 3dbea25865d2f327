import { MOUNT_PATH } from "../mount.ts";
import { createShellConnection } from "./connection.ts";

/** Whether the pages are shown inside another page; known before anything is drawn. */
export const FRAMED = window.parent !== window;

function navigationType(): string | undefined {
  const [navigation] = performance.getEntriesByType("navigation");
  return navigation instanceof PerformanceNavigationTiming ? navigation.type : undefined;
}

/** Whether the frame was loaded again: if it was alone, its shell says no hello any more. */
export const RELOADED = FRAMED && navigationType() === "reload";

/** This document's connection to the shell, if one calls. */
export const shell = createShellConnection(MOUNT_PATH, () => Date.now());

if (FRAMED) {
  window.addEventListener("message", (event) => {
    // The shell is of this origin and is the parent; nobody else moves the pages.
    if (event.origin !== window.location.origin || event.source !== window.parent) return;
    shell.receive(event.data, event.ports);
  });
}
