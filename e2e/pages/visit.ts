import type { Browser, BrowserContextOptions, Page, Request } from "playwright-core";

/** Window sizes that the pages are looked at in. */
export const windows = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

/** A page that is open, and what has gone wrong in it so far. */
export interface Visit {
  page: Page;
  /** Errors of the console (broken content security policy among them), and requests that failed or left. */
  faults: string[];
  close(): Promise<void>;
}

/** Opens an address in a browser window without cookies or storage of another. */
export async function visit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: windows.desktop, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  record(page, new URL(address).origin, faults);
  await page.goto(address);
  return { page, faults, close: () => context.close() };
}

function record(page: Page, origin: string, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (leaves(request, origin)) faults.push(`left the origin: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
}

function leaves(request: Request, origin: string): boolean {
  return !/^(data|blob|about):/.test(request.url()) && new URL(request.url()).origin !== origin;
}
