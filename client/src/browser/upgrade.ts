import { FRAMED } from "./frame.ts";
import { MOUNT } from "./mount.ts";

/** Reloads all of what the user sees: in the shell its page, since a frame alone loses its menu. */
export function reloadAll(): void {
  (FRAMED ? window.parent : window).location.reload();
}

// In a variable: the bundler would take `new URL(…, import.meta.url)` for an asset.
const moduleUrl: string = import.meta.url;

/** The file that these pages run from; another build has another name for it. */
const OWN_FILE = new URL(moduleUrl).pathname.split("/").at(-1) ?? "";

/** How long the server has to say what pages it has, in ms. */
const PATIENCE_MS = 5_000;

/** Whether the server has other pages by now than these. Not known where it doesn't answer: then no. */
async function isUpgraded(): Promise<boolean> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(MOUNT, { cache: "no-store", signal });
  const html = await response.text();
  return response.ok && html.includes('id="root"') && !html.includes(OWN_FILE);
}

const KEY = "buntime-metrics:upgraded";

/** How long a tab doesn't reload itself again, in ms: behind a balancer two builds may answer by turns. */
const REST_MS = 600_000;

let asking: Promise<boolean> | undefined;

/**
 * Reloads the page when the server has a newer one, but not again within ten minutes. Answers whether
 * it does. Parts that miss their files together ask once.
 */
export function reloadIfUpgraded(): Promise<boolean> {
  asking ??= reloadOnce().finally(() => {
    asking = undefined;
  });
  return asking;
}

async function reloadOnce(): Promise<boolean> {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? Number.NEGATIVE_INFINITY);
    if (Date.now() - last < REST_MS || !(await isUpgraded())) return false;
    sessionStorage.setItem(KEY, `${Date.now()}`);
    reloadAll();
    return true;
  } catch {
    return false;
  }
}
