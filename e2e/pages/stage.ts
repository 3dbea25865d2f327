import { afterAll, beforeAll } from "bun:test";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { type DevHost, type HostOptions, startHost } from "../../dev/host.ts";
import { launch } from "./browser.ts";
import { type Visit, visit } from "./visit.ts";

/** A browser for the tests of a file or group. It is there while they run. */
export interface BrowserStage {
  readonly browser: Browser;
  /** Opens an address in a window of its own. */
  visit(address: string, options?: BrowserContextOptions): Promise<Visit>;
}

/** A browser and a host for the tests of a file or group. Both are there while they run. */
export interface Stage extends BrowserStage {
  readonly host: DevHost;
  /** Opens a path of the host, or a whole address, in a window of its own. */
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
}

/** What else a {@link stage} may have. */
export interface Props {
  /** What the plugin is given for a pool instead of the host's own. */
  pool?: object;
  /** Switches for the browser beyond the usual ones. */
  switches?: readonly string[];
}

/** Starts a browser before the tests of the file or group that this is called in, and ends it after. */
export function browserStage(switches: readonly string[] = []): BrowserStage {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(switches);
  });
  afterAll(() => browser.close());
  return {
    get browser() {
      return browser;
    },
    visit: (address, options) => visit(browser, address, options),
  };
}

/**
 * Starts a browser and a quiet host on a free port before the tests of the file or group that this
 * is called in, and ends them after.
 */
export function stage(options: HostOptions = {}, { pool, switches }: Props = {}): Stage {
  const around = browserStage(switches);
  let host: DevHost;
  beforeAll(async () => {
    host = await startHost({ port: 0, quiet: true, ...options });
    if (pool === undefined) return;
    host.replacePool(pool);
    await host.reload();
  });
  afterAll(() => host.stop());
  return {
    get browser() {
      return around.browser;
    },
    get host() {
      return host;
    },
    visit: (path, options) => around.visit(new URL(path, host.url).href, options),
  };
}
