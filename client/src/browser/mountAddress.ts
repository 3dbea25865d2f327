/**
 * Where the pages are mounted, as an absolute address that ends in a slash.
 * The host's `<base href>` says it; without one (opened behind a server that does not inject it)
 * the place of the entry's own file does, since all files live in `assets/` below the mount point.
 */
export function mountAddress(
  baseHref: string | null,
  documentUrl: string,
  moduleUrl: string,
): string {
  const address = baseHref === null ? new URL("..", moduleUrl) : new URL(baseHref, documentUrl);
  address.search = "";
  address.hash = "";
  if (!address.pathname.endsWith("/")) address.pathname += "/";
  return address.href;
}

/** The path part of a mount address without its last slash: `/metrics`, or the empty string. */
export function mountPath(address: string): string {
  return new URL(address).pathname.replace(/\/+$/, "");
}
