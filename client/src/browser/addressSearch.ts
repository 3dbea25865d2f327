/**
 * Parses an address's search: every value is a text. The router's own parser would turn `?q=1e5` into a
 * number and `?q=true` into a boolean; each page's reader types its parameters.
 */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Writes parameters as an address's search, with its `?`: lists with commas, without those `undefined`. */
export function writeSearch(search: object): string {
  const defined = Object.entries(search).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(defined.map(([key, value]) => [key, String(value)])).toString();
  return text && `?${text.replaceAll("%2C", ",")}`;
}

const KEY = "buntime-metrics:search:";

/** The page that a path belongs to, relative to the mount point; `null` for none. */
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

/** The last search of a path's page in this session, with its `?`; empty for none. */
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
