import { type Browser, chromium, type Page, type Request } from "playwright-core";
import { ensureChromium, ensureHeadlessShell } from "../../scripts/tools/chromium.ts";

/** A host name that the browser doesn't treat as a secure context, like a machine on a local network. */
export const INSECURE_NAME = "metrics.test";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Optimising takes longer than it saves: a page is open for seconds.
  "--js-flags=--no-opt,--no-maglev",
  `--host-resolver-rules=MAP ${INSECURE_NAME} 127.0.0.1`,
];

/** `full`: Chromium itself, for what its headless shell can't do. */
export type BrowserKind = "shell" | "full";

/** Starts a headless browser that connects to nothing but the pages' host. The caller closes it. */
export async function launch(kind: BrowserKind = "shell"): Promise<Browser> {
  const ensure = kind === "shell" ? ensureHeadlessShell : ensureChromium;
  return await chromium.launch({ executablePath: await ensure(), args, timeout: 120_000 });
}

let current: Promise<Browser> | undefined;

/** The one browser of this process, started with its first caller and closed with the last test file. */
export async function sharedBrowser(): Promise<Browser> {
  if (!(await current)?.isConnected()) {
    current = launch();
    const started = current;
    // Not above: the benchmarks start browsers without a test runner.
    const { atEnd } = await import("../../testing/at-end.ts");
    atEnd(async () => (await started).close());
  }
  return (await current) as Browser;
}

/** Adds console messages of these types, failed requests and requests to other origins to `faults`. */
export function recordFaults(
  page: Page,
  faults: string[],
  types: readonly string[] = ["error"],
): void {
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (types.includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (leaves(request)) faults.push(`left the origin: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
}

function leaves(request: Request): boolean {
  if (request.isNavigationRequest() || /^(data|blob|about):/.test(request.url())) return false;
  return new URL(request.url()).origin !== new URL(request.frame().url()).origin;
}
