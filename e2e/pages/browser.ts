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

/** Starts a headless Chromium that asks nobody but the pages' host. */
export async function launch(): Promise<Browser> {
  return await chromium.launch({ executablePath: await ensureChromium(), args });
}
