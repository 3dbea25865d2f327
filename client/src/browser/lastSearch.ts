const KEY = "buntime-metrics:search:";

/** The page that a path below the mount point belongs to; `null` for none. */
export function pageOf(path: string): "/" | "/workers" | null {
  if (path === "/") return path;
  return /^\/workers(\/|$)/.test(path) ? "/workers" : null;
}

/** Keeps a page's search for this tab's session, where storage is allowed. */
export function keepSearch(path: string, search: string): void {
  const page = pageOf(path);
  try {
    if (page) sessionStorage.setItem(KEY + page, search);
  } catch {
    // Forbidden or full: the page then begins without it.
  }
}

/** The search that a path's page had last in this session, with its `?`; empty for none. */
export function lastSearch(path: string): string {
  const page = pageOf(path);
  try {
    return (page && sessionStorage.getItem(KEY + page)) ?? "";
  } catch {
    return "";
  }
}
