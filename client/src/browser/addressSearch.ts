/**
 * Parses the search part of an address; every value is a string. The router's own parser would turn `?q=1e5` into a
 * number and `?q=true` into a boolean; each page's reader types its parameters.
 */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Formats parameters as the search part of an address, with its `?`: lists with commas, without `undefined` ones. */
export function writeSearch(search: object): string {
  const defined = Object.entries(search).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(defined.map(([key, value]) => [key, String(value)])).toString();
  return text && `?${text.replaceAll("%2C", ",")}`;
}

const KEY = "buntime-metrics:search:";

/** The page that a path, relative to the mount point, belongs to; `null` for none. */
export function pageOf(path: string): "/" | "/workers" | null {
  if (path === "/") return path;
  return /^\/workers(\/|$)/.test(path) ? "/workers" : null;
}

/** Stores a page's search for this tab's session, if storage is allowed. */
export function keepSearch(path: string, search: string): void {
  const page = pageOf(path);
  try {
    if (page) sessionStorage.setItem(KEY + page, search);
  } catch {
    // Forbidden or full: the page starts without it.
  }
}

/** The last search of the path's page in this session, with its `?`; empty if there is none. */
export function lastSearch(path: string): string {
  const page = pageOf(path);
  try {
    const stored = page && sessionStorage.getItem(KEY + page);
    // Anything else could lead elsewhere: `//evil.com/` is an address.
    return stored?.startsWith("?") ? stored : "";
  } catch {
    return "";
  }
}
