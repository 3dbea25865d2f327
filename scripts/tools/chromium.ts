import { aptGet, MissingTool, mayInstall } from "./debian.ts";

const CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"] as const;
const HEADLESS_SHELL = [
  "chromium-headless-shell",
  "chrome-headless-shell",
  "headless_shell",
] as const;

/**
 * The path of a full Chromium: `CHROMIUM_PATH`, one on PATH, or on Debian as root a freshly installed one.
 *
 * @throws MissingTool when there is none and it can't be installed.
 */
export async function ensureChromium(): Promise<string> {
  const found = process.env.CHROMIUM_PATH ?? (await onPathOrInstalled(CHROMIUM));
  if (found) return found;
  throw new MissingTool("Chromium is missing: install it, or set CHROMIUM_PATH");
}

/**
 * The path of Chromium's headless shell, which takes about a third of a full Chromium's processor
 * time for a page: `HEADLESS_SHELL_PATH`, one on PATH, or on Debian as root a freshly installed one.
 * Falls back to a full Chromium.
 *
 * @throws MissingTool when there is neither and none can be installed.
 */
export async function ensureHeadlessShell(): Promise<string> {
  const found = process.env.HEADLESS_SHELL_PATH ?? (await onPathOrInstalled(HEADLESS_SHELL));
  return found ?? (await ensureChromium());
}

/** A program on PATH; as root on Debian it is installed first if need be: the first name is the package's. */
async function onPathOrInstalled(
  names: readonly [string, ...string[]],
): Promise<string | undefined> {
  const found = onPath(names);
  if (found || !mayInstall()) return found;
  const [debianPackage] = names;
  console.log(`installing ${debianPackage} by apt-get`);
  await aptGet(["update"]);
  await aptGet(["install", "-y", "--no-install-recommends", debianPackage]);
  return onPath(names);
}

function onPath(names: readonly string[]): string | undefined {
  return names.map((name) => Bun.which(name)).find((path) => path !== null) ?? undefined;
}
