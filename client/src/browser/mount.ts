import { mountAddress, mountPath } from "./mountAddress.ts";

const baseHref = document.querySelector("base[href]")?.getAttribute("href") ?? null;
// In a variable: the bundler treats `new URL(…, import.meta.url)` as an asset.
const moduleUrl: string = import.meta.url;

/** The mount address of this document's pages, with a slash at the end. */
export const MOUNT = mountAddress(baseHref, document.URL, moduleUrl);

/** The mount path without a slash at the end, as the router expects it. */
export const MOUNT_PATH = mountPath(MOUNT);
