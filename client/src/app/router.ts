import { createRouter } from "@tanstack/react-router";
import { parseSearch, writeSearch } from "../browser/addressSearch.ts";
import { FRAMED } from "../browser/frame.ts";
import { MOUNT_PATH } from "../browser/mount.ts";
import { CrashedPage } from "../ui/Crash.tsx";
import { routeTree } from "./routeTree.gen.ts";
import { shell } from "./shell/shell.ts";
import { createShellHistory } from "./shell/shellHistory.ts";

/** The pages' router, below the mount point. */
export const router = createRouter({
  routeTree,
  basepath: MOUNT_PATH === "" ? "/" : MOUNT_PATH,
  history: createShellHistory(shell, MOUNT_PATH, FRAMED),
  parseSearch,
  stringifySearch: writeSearch,
  defaultErrorComponent: CrashedPage,
  defaultPreload: "intent",
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
