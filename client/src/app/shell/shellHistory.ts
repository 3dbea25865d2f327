import { createBrowserHistory, type RouterHistory } from "@tanstack/react-router";
import { keepSearch, lastSearch, pageOf } from "../../browser/addressSearch.ts";
import { canonicalPath } from "./canonicalPath.ts";
import type { ShellConnection } from "./shellConnection.ts";

/**
 * The address for a path of the shell, or `null` if the pages are there already. The search is kept
 * within a page; another page gets its last one, from `storedSearch`.
 */
export function addressFor(
  path: string,
  current: { pathname: string; search: string },
  mountPath: string,
  storedSearch: (path: string) => string,
): string | null {
  const here = canonicalPath(current.pathname, mountPath);
  if (here === path) return null;
  const samePage = pageOf(here) === pageOf(path);
  return `${mountPath}${path}${samePage ? current.search : storedSearch(path)}`;
}

/** Encodes an id with an unencoded slash before the router reads the address. */
function fixAddress(history: RouterHistory, mountPath: string): void {
  const { pathname, search } = history.location;
  const inside = pathname.slice(mountPath.length);
  if (!/^\/workers\/[^/]+\/+[^/]/.test(inside)) return;
  history.replace(mountPath + canonicalPath(pathname, mountPath) + search);
}

/**
 * The browser's history, synchronized with the shell's. A connected shell keeps the history: a navigation
 * of the pages then replaces the frame's entry and is reported, so that Back is one step and not two.
 */
export function createShellHistory(
  shell: ShellConnection,
  mountPath: string,
  framed: boolean,
): RouterHistory {
  const history = createBrowserHistory();
  const push = history.push;
  let isPushing = false;
  fixAddress(history, mountPath);
  const { pathname, search } = history.location;
  const first = canonicalPath(pathname, mountPath);
  // The shell's address has no search, so its reload loses it.
  if (framed && search === "") history.replace(pathname + lastSearch(first));
  else keepSearch(first, search);
  history.push = (path, state, options) => {
    if (!shell.connected.get()) return push(path, state, options);
    isPushing = true;
    history.replace(path, state, options);
    isPushing = false;
  };
  history.subscribe(({ location }) => {
    keepSearch(canonicalPath(location.pathname, mountPath), location.search);
    shell.reportPath(location.pathname, !isPushing);
  });
  shell.onPath((path) => {
    const address = addressFor(path, history.location, mountPath, lastSearch);
    if (address !== null) history.replace(address);
  });
  return history;
}
