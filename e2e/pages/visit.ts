import type { Page, Request } from "playwright-core";

/** Window sizes that the pages are looked at in. */
export const windows = {
  desktop: { width: 1280, height: 800 },
  /** As large as the shell's frame in a usual window. */
  frame: { width: 1056, height: 755 },
  phone: { width: 390, height: 844 },
} as const;

/** Adds the console's messages of these types, failed requests and requests to other origins to `faults`. */
export function recordFaults(page: Page, faults: string[], types = ["error"]): void {
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
