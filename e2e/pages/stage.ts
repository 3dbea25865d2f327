import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout } from "bun:test";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { type DevHost, type HostOptions, startHost } from "../../dev/host.ts";
import { eventually } from "../../testing/eventually.ts";
import { type BrowserKind, launch, sharedBrowser } from "./browser.ts";
import { type HostProxy, passOn, startProxy } from "./proxy.ts";
import { recordFaults, windows } from "./visit.ts";

/** The longest a test or its set-up may take, in ms. No load of the machine reaches it. */
const LIMIT_MS = 120_000;

/** The longest wait for an element, in ms: a wait has to fail before its test ends, or its error belongs to none. */
const WAIT_MS = 60_000;

/** How a page is opened. What only a context can have opens another one of the file, or the same again. */
export interface Look
  extends Pick<BrowserContextOptions, "locale" | "hasTouch" | "deviceScaleFactor"> {
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  /** A context that nothing has used before, closed after the test: for moved clocks and storage. */
  fresh?: boolean;
}

/** A host and the pages of one test file. Both are there while its tests run. */
export interface Stage {
  readonly host: DevHost;
  /** A proxy before the host, started when it is first used; after each test it passes everything on. */
  readonly proxy: HostProxy;
  /**
   * What went wrong in the pages since the test began: errors of the console (broken content security
   * policy among them), failed requests, requests to other origins. It has to be empty after each test
   * that has not called {@link expectFaults}.
   */
  readonly faults: readonly string[];
  expectFaults(): void;
  /** Opens a path of the host, or a whole address, in the file's page, with empty storage. */
  open(path: string, look?: Look): Promise<Page>;
}

/** What else a {@link stage} may have. */
export interface Props {
  /** Given to the plugin instead of the host's own pool. */
  pool?: object;
  /** Whether warnings of the console are faults too. */
  warnings?: boolean;
  /** Default: the shared headless shell. */
  browser?: BrowserKind;
  /** For the file's contexts. */
  context?: BrowserContextOptions;
}

/**
 * Starts a quiet host on a free port before the tests of the file or group that this is called in,
 * and ends it after. All its tests share one page, which `open` navigates.
 */
export function stage(options: HostOptions = {}, props: Props = {}): Stage {
  setDefaultTimeout(LIMIT_MS);
  let host: DevHost;
  let proxy: HostProxy | undefined;
  const pages = new Pages(props);
  beforeAll(async () => {
    await pages.start();
    host = await startHost({ port: 0, quiet: true, ...options });
    if (props.pool === undefined) return;
    host.replacePool(props.pool);
    await host.reload();
  }, LIMIT_MS);
  beforeEach(() => pages.beginTest());
  afterEach(async () => {
    if (proxy) proxy.handler = passOn;
    await pages.endTest();
  });
  afterAll(async () => {
    await pages.stop();
    proxy?.[Symbol.dispose]();
    // Not there if the browser has not started.
    await (host as DevHost | undefined)?.stop();
  }, LIMIT_MS);
  return {
    get host() {
      return host;
    },
    get proxy() {
      proxy ??= startProxy(host.url);
      return proxy;
    },
    faults: pages.faults,
    expectFaults: () => pages.expectFaults(),
    open: (path, look) => pages.open(new URL(path, host.url).href, look),
  };
}

/** The pages of a file: one for each set of options that needs a context of its own, until one of them may fail. */
class Pages {
  readonly faults: string[] = [];
  readonly #kept = new Map<string, Page>();
  readonly #fresh: BrowserContext[] = [];
  #mayFail = false;
  #close: () => Promise<unknown> = async () => {};

  constructor(readonly props: Props) {}

  async start(): Promise<void> {
    if (this.props.browser === undefined) return void (await sharedBrowser());
    const own = await launch(this.props.browser);
    this.#browser = async () => own;
    this.#close = () => own.close();
  }

  #browser = sharedBrowser;

  beginTest(): void {
    this.faults.length = 0;
    this.#mayFail = false;
  }

  expectFaults(): void {
    this.#mayFail = true;
  }

  async endTest(): Promise<void> {
    const faults = [...this.faults];
    const closing = this.#fresh.splice(0);
    // A page that was refused goes on to try: its faults would come in a later test, which has another one.
    if (this.#mayFail) {
      closing.push(...[...this.#kept.values()].map((page) => page.context()));
      this.#kept.clear();
    }
    await Promise.all(closing.map((context) => context.close()));
    if (!this.#mayFail) expect(faults).toEqual([]);
    else expect(faults.filter((fault) => fault.startsWith("error"))).toEqual([]);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#kept.values()].map((page) => page.context().close()));
    await this.#close();
  }

  async open(address: string, look: Look = {}): Promise<Page> {
    const { viewport = windows.desktop, colorScheme = "light", fresh = false, ...rest } = look;
    const key = JSON.stringify(rest);
    const kept = fresh ? undefined : this.#kept.get(key);
    const page = kept ?? (await this.#newPage(rest));
    if (fresh) this.#fresh.push(page.context());
    else this.#kept.set(key, page);
    if (kept) await reset(page);
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: null, media: null });
    await page.goto(address);
    return page;
  }

  async #newPage(options: BrowserContextOptions): Promise<Page> {
    const browser = await this.#browser();
    const context = await browser.newContext({ ...this.props.context, ...options });
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    recordFaults(page, this.faults, this.props.warnings ? ["error", "warning"] : ["error"]);
    return page;
  }
}

/** Takes away what a test before has left: storage, a pointer that rests somewhere. */
async function reset(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  const clear = () => {
    localStorage.clear();
    sessionStorage.clear();
    return true;
  };
  // A page that is still reloading has nowhere to run this for a moment.
  await eventually("empty storage", () => page.evaluate(clear).catch(() => false));
}
