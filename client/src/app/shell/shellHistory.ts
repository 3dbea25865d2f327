import { createBrowserHistory, type RouterHistory } from "@tanstack/react-router";
import { keepSearch, lastSearch, pageOf } from "../../browser/lastSearch.ts";
import { canonicalPath } from "./canonicalPath.ts";
import type { ShellConnection } from "./shellConnection.ts";

/**
 * The address to go to for a path of the shell, or `null` when the pages are there already.
 * What the address says beyond the path stays, as long as the page stays the same; another page has
 * what it had last, which `kept` answers.
 */
export function addressFor(
  path: string,
  now: { pathname: string; search: string },
  mountPath: string,
  kept: (path: string) => string,
): string | null {
  const here = canonicalPath(now.pathname, mountPath);
  if (here === path) return null;
  const samePage = pageOf(here) === pageOf(path);
  return `${mountPath}${path}${samePage ? now.search : kept(path)}`;
}

/** An id with a slash in it that came unencoded is put right before the router reads the address. */
function putRight(history: RouterHistory, mountPath: string): void {
  const { pathname, search } = history.location;
  const inside = pathname.slice(mountPath.length);
  if (!/^\/workers\/[^/]+\/+[^/]/.test(inside)) return;
  history.replace(mountPath + canonicalPath(pathname, mountPath) + search);
}

/**
 * The browser's history, tied to the shell. While the shell is connected it keeps the history: a move
 * of ours replaces the frame's entry and tells the shell, so that Back is one step and not two.
 */
export function createShellHistory(
  shell: ShellConnection,
  mountPath: string,
  framed: boolean,
): RouterHistory {
  const history = createBrowserHistory();
  const push = history.push;
  let pushing = false;
  putRight(history, mountPath);
  const { pathname, search } = history.location;
  const first = canonicalPath(pathname, mountPath);
  // The shell's address has no search: its reload would drop it.
  if (framed && search === "") history.replace(pathname + lastSearch(first));
  else keepSearch(first, search);
  history.push = (path, state, options) => {
    if (!shell.connected.get()) return push(path, state, options);
    pushing = true;
    history.replace(path, state, options);
    pushing = false;
  };
  history.subscribe(({ location }) => {
    keepSearch(canonicalPath(location.pathname, mountPath), location.search);
    shell.moved(location.pathname, !pushing);
  });
  shell.onPath((path) => {
    const address = addressFor(path, history.location, mountPath, lastSearch);
    if (address !== null) history.replace(address);
  });
  return history;
}
