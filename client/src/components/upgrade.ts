import { MOUNT } from "../mount.ts";
import { FRAMED } from "../shell/frame.ts";

/** Reloads all of what the user sees: in the shell its page, since a frame alone loses its menu. */
export function reloadAll(): void {
  (FRAMED ? window.parent : window).location.reload();
}

// In a variable: the bundler would take `new URL(…, import.meta.url)` for an asset.
const moduleUrl: string = import.meta.url;

/** The file that these pages run from; another build has another name for it. */
const OWN_FILE = new URL(moduleUrl).pathname.split("/").at(-1) ?? "";

/** Whether the server has other pages by now than these. Not known where it doesn't answer: then no. */
async function isUpgraded(): Promise<boolean> {
  const response = await fetch(MOUNT, { cache: "no-store" });
  const html = await response.text();
  return response.ok && html.includes('id="root"') && !html.includes(OWN_FILE);
}

const KEY = "buntime-metrics:upgraded";

/**
 * Reloads the page when the server has a newer one, once: should it come back as it was, it is left
 * so. Answers whether it does.
 */
export async function reloadIfUpgraded(): Promise<boolean> {
  try {
    if (sessionStorage.getItem(KEY) === OWN_FILE || !(await isUpgraded())) return false;
    sessionStorage.setItem(KEY, OWN_FILE);
    reloadAll();
    return true;
  } catch {
    return false;
  }
}
