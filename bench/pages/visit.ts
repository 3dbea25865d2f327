import type { Browser, BrowserContext } from "playwright-core";
import type { Child } from "../child.ts";

/** What one visit cost the host, and when it showed something. */
export interface Visit {
  /** Requests for the pages' own files that reached the host. */
  requests: number;
  bytes: number;
  /** Workers that the host started for it. */
  workers: number;
  /** Milliseconds from the start of the navigation until live data were painted. */
  painted: number;
}

interface Totals {
  totalWorkersCreated: number;
}

/** Visits Overview twice with the same cache. */
export async function visitTwice(
  browser: Browser,
  host: Child,
  url: string,
): Promise<[first: Visit, second: Visit]> {
  // To ask the page for a value is an `eval`, which its own policy forbids.
  const context = await browser.newContext({ bypassCSP: true });
  await context.addInitScript(notePaint);
  const first = await visit(context, host, url);
  const second = await visit(context, host, url);
  await context.close();
  return [first, second];
}

async function visit(context: BrowserContext, host: Child, url: string): Promise<Visit> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const seen = { requests: 0, bytes: 0 };
  const fromHost = new Set<string>();
  session.on("Network.responseReceived", ({ requestId, response }) => {
    const cached = response.fromDiskCache || response.fromPrefetchCache;
    if (!cached && !response.url.includes("/api/")) fromHost.add(requestId);
  });
  session.on("Network.requestServedFromCache", ({ requestId }) => fromHost.delete(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (fromHost.has(requestId)) seen.bytes += encodedDataLength;
  });
  const before = await host.ask<Totals>("totals");
  await page.goto(url);
  await page.waitForFunction("globalThis.paintedAt !== undefined");
  await page.waitForLoadState("load");
  const painted = await page.evaluate<number>("globalThis.paintedAt");
  const after = await host.ask<Totals>("totals");
  await page.close();
  const workers = after.totalWorkersCreated - before.totalWorkersCreated;
  return { ...seen, requests: fromHost.size, workers, painted };
}

/** Runs in the page: notes when the gauge, which shows live data alone, has been painted. */
function notePaint(): void {
  const watch = new MutationObserver(() => {
    if (!document.querySelector("[role=meter]")) return;
    watch.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => Object.assign(globalThis, { paintedAt: performance.now() })),
    );
  });
  watch.observe(document, { childList: true, subtree: true });
}
