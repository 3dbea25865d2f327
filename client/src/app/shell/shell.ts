import { FRAMED } from "../../browser/frame.ts";
import { MOUNT_PATH } from "../../browser/mount.ts";
import { createShellConnection } from "./shellConnection.ts";

/** This document's connection to the shell that frames it, if there is one. */
export const shell = createShellConnection(MOUNT_PATH, () => Date.now());

if (FRAMED) {
  window.addEventListener("message", (event) => {
    // The shell is the parent and has the same origin; nobody else may navigate the pages.
    if (event.origin !== window.location.origin || event.source !== window.parent) return;
    shell.receive(event.data, event.ports);
  });
}
