import { createRouter } from "@tanstack/react-router";
import { CrashedPage } from "./components/Crash.tsx";
import { MOUNT_PATH } from "./mount.ts";
import { routeTree } from "./routeTree.gen.ts";
import { FRAMED, shell } from "./shell/frame.ts";
import { createShellHistory } from "./shell/history.ts";
import { parseSearch, writeSearch } from "./state/searchText.ts";

/** The pages' router, below wherever they are mounted. */
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
