/**
 * An address's search as it is written: every value is text. The router's own way would read
 * `?q=1e5` as a number and `?q=true` as a truth; each page's reader gives a value its type.
 */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Parameters as an address's search, with its `?`; lists with commas, `undefined` left out. */
export function writeSearch(search: object): string {
  const known = Object.entries(search).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(known.map(([key, value]) => [key, String(value)])).toString();
  return text && `?${text.replaceAll("%2C", ",")}`;
}
