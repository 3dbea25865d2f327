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
