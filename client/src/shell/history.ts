import { createBrowserHistory, type RouterHistory } from "@tanstack/react-router";
import type { ShellConnection } from "./connection.ts";
import { canonicalPath } from "./path.ts";

const WORKERS = "/workers";

function isWorkers(path: string): boolean {
  return path === WORKERS || path.startsWith(`${WORKERS}/`);
}

/**
 * The address to go to for a path of the shell, or `null` when the pages are there already.
 * What the address says beyond the path stays, as long as the page stays the same.
 */
export function addressFor(
  path: string,
  now: { pathname: string; search: string },
  mountPath: string,
): string | null {
  const here = canonicalPath(now.pathname, mountPath);
  if (here === path) return null;
  const samePage = isWorkers(here) && isWorkers(path);
  return `${mountPath}${path}${samePage ? now.search : ""}`;
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
export function createShellHistory(shell: ShellConnection, mountPath: string): RouterHistory {
  const history = createBrowserHistory();
  const push = history.push;
  let pushing = false;
  putRight(history, mountPath);
  history.push = (path, state, options) => {
    if (!shell.connected.get()) return push(path, state, options);
    pushing = true;
    history.replace(path, state, options);
    pushing = false;
  };
  history.subscribe(({ location }) => shell.moved(location.pathname, !pushing));
  shell.onPath((path) => {
    const address = addressFor(path, history.location, mountPath);
    if (address !== null) history.replace(address);
  });
  return history;
}
