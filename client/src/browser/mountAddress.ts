/**
 * The absolute address that the pages are mounted at, with a slash at its end. It comes from the host's
 * `<base href>`; behind a server that doesn't inject one, from the address of the entry's file, since
 * all files are in `assets/` below the mount point.
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

/** The path of a mount address without the trailing slash: `/metrics`, or the empty string. */
export function mountPath(address: string): string {
  return new URL(address).pathname.replace(/\/+$/, "");
}
