import { type Browser, chromium } from "playwright-core";
import { ensureChromium } from "../../scripts/tools/chromium.ts";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless Chromium that asks nobody but the pages' host.
 *
 * @param switches - Switches beyond the usual ones.
 */
export async function launch(switches: readonly string[] = []): Promise<Browser> {
  const executablePath = await ensureChromium();
  return await chromium.launch({ executablePath, args: [...args, ...switches] });
}
