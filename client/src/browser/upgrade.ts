import { FRAMED } from "./frame.ts";
import { MOUNT } from "./mount.ts";

/** Reloads the whole page, including the shell: a reload of only the frame would lose the menu. */
export function reloadAll(): void {
  (FRAMED ? window.parent : window).location.reload();
}

// In a variable: the bundler would treat `new URL(…, import.meta.url)` as an asset.
const moduleUrl: string = import.meta.url;

/** The file that these pages run from; its name differs from build to build. */
const OWN_FILE = new URL(moduleUrl).pathname.split("/").at(-1) ?? "";

/** How long the request for the server's pages may take, in ms. */
const TIMEOUT_MS = 5_000;

/** Whether the server has another build of the pages. Rejects if it doesn't respond. */
async function isUpgraded(): Promise<boolean> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(MOUNT, { cache: "no-store", signal });
  const html = await response.text();
  return response.ok && html.includes('id="root"') && !html.includes(OWN_FILE);
}

const KEY = "buntime-metrics:upgraded";

/** The minimum time between two automatic reloads of a tab, in ms: behind a load balancer two builds may alternate. */
const PAUSE_MS = 600_000;

let pending: Promise<boolean> | undefined;

/**
 * Reloads the page if the server has another build, but not twice within ten minutes. Resolves to whether
 * it reloads. Concurrent calls share one request.
 */
export function reloadIfUpgraded(): Promise<boolean> {
  pending ??= reloadOnce().finally(() => {
    pending = undefined;
  });
  return pending;
}

async function reloadOnce(): Promise<boolean> {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? Number.NEGATIVE_INFINITY);
    if (Date.now() - last < PAUSE_MS || !(await isUpgraded())) return false;
    sessionStorage.setItem(KEY, `${Date.now()}`);
    reloadAll();
    return true;
  } catch {
    return false;
  }
}
