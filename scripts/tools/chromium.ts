import { MissingTool, mayInstall, run } from "./tool.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, one on PATH, or on Debian as root a freshly installed one.
 *
 * @throws MissingTool when there is none and it can't be installed.
 */
export async function ensureChromium(): Promise<string> {
  const found = process.env.CHROMIUM_PATH ?? onPath();
  if (found) return found;
  if (mayInstall()) {
    console.log("installing chromium by apt-get");
    await run(["apt-get", "update", "-qq"]);
    await run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  }
  const installed = onPath();
  if (installed) return installed;
  throw new MissingTool("Chromium is missing: install it, or name one by CHROMIUM_PATH");
}

function onPath(): string | undefined {
  return NAMES.map((name) => Bun.which(name)).find((path) => path !== null) ?? undefined;
}
