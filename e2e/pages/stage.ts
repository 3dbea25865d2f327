import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout } from "bun:test";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { type DevHost, type HostOptions, startHost } from "../../dev/host.ts";
import { eventually } from "../../testing/eventually.ts";
import { type BrowserKind, launch, recordFaults, sharedBrowser } from "./browser.ts";
import { windows } from "./elements.ts";
import { type HostProxy, passOn, startProxy } from "./proxy.ts";

/** Time limit of a test and of its set-up, in ms; long enough for a busy machine. */
const LIMIT_MS = 120_000;

/** Time limit of a wait for an element, in ms. Shorter, so that the test reports which element it was. */
const WAIT_MS = 60_000;

/** How a page is opened. */
interface Look {
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  /** Whether Portuguese is chosen, whose texts are longer. */
  inPortuguese?: boolean;
  /** Options of a new context, which is closed after the test. Default: the context of the file. */
  fresh?: BrowserContextOptions;
}

interface Props {
  /** Passed to the plugin instead of the host's own pool. */
  pool?: object;
  /** Whether warnings of the console are faults too. */
  warnings?: boolean;
  /** Default: the shared headless shell. */
  browser?: BrowserKind;
  /** For the file's contexts. */
  context?: BrowserContextOptions;
}

/**
 * Starts a quiet host on a free port before the tests of the file or group that this is called in, and stops it
 * afterwards. Its tests share a page, which `open` navigates.
 */
export function stage(options: HostOptions = {}, props: Props = {}): Stage {
  setDefaultTimeout(LIMIT_MS);
  const created = new Stage(options, props);
  beforeAll(() => created.start(), LIMIT_MS);
  beforeEach(() => created.beginTest());
  afterEach(() => created.endTest());
  afterAll(() => created.stop(), LIMIT_MS);
  return created;
}

/** A host and the pages of one test file. */
class Stage {
  /**
   * What went wrong in the pages since the test began: console errors (violations of the content security policy
   * among them), failed requests, requests to other origins. A test that has not called {@link expectFaults} fails
   * if there are any.
   */
  readonly faults: string[] = [];
  #kept: Page | undefined;
  readonly #fresh: BrowserContext[] = [];
  #host: DevHost | undefined;
  #proxy: HostProxy | undefined;
  #ownBrowser: Browser | undefined;
  #mayFail = false;

  constructor(
    readonly options: HostOptions,
    readonly props: Props,
  ) {}

  get host(): DevHost {
    if (this.#host === undefined) throw new Error("the host has not been started");
    return this.#host;
  }

  /** A proxy in front of the host, started on first use; each test begins with one that passes everything on. */
  get proxy(): HostProxy {
    this.#proxy ??= startProxy(this.host.url);
    return this.#proxy;
  }

  /** Allows failed requests in this test, but no errors of scripts. */
  expectFaults(): void {
    this.#mayFail = true;
  }

  /** Opens a path of the host, or a complete URL, in the file's page, with empty storage. */
  async open(path: string, look: Look = {}): Promise<Page> {
    const { viewport = windows.desktop, colorScheme = "light", fresh } = look;
    const kept = fresh ? undefined : this.#kept;
    const page = kept ?? (await this.#newPage(fresh));
    if (kept) await reset(page);
    else if (fresh) this.#fresh.push(page.context());
    else this.#kept = page;
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: null, media: null });
    await page.goto(new URL(path, this.host.url).href);
    if (!look.inPortuguese) return page;
    await page.getByRole("combobox", { name: "Language" }).selectOption("pt-BR");
    await page.locator('html[lang="pt-BR"]').waitFor();
    return page;
  }

  /** Opens a path of the host, or a complete URL, in a new context whose clock the test can move. */
  async openWithClock(path: string, fresh: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.open("about:blank", { fresh });
    await page.clock.install();
    await page.goto(new URL(path, this.host.url).href);
    return page;
  }

  async start(): Promise<void> {
    const { browser, pool } = this.props;
    if (browser !== undefined) this.#ownBrowser = await launch(browser);
    this.#host = await startHost({ port: 0, quiet: true, ...this.options });
    if (pool === undefined) return;
    this.#host.replacePool(pool);
    await this.#host.reload();
  }

  beginTest(): void {
    this.faults.length = 0;
    this.#mayFail = false;
  }

  async endTest(): Promise<void> {
    if (this.#proxy) this.#proxy.handler = passOn;
    const faults = this.#mayFail ? this.faults.filter(isScriptError) : [...this.faults];
    // A page that was refused keeps retrying; its faults must not reach a later test.
    if (this.#mayFail) await this.#closeKept();
    await Promise.all(this.#fresh.splice(0).map((context) => context.close()));
    expect(faults).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.#closeKept();
    await this.#ownBrowser?.close();
    this.#proxy?.[Symbol.dispose]();
    await this.#host?.stop();
  }

  async #closeKept(): Promise<void> {
    await this.#kept?.context().close();
    this.#kept = undefined;
  }

  async #newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const browser = this.#ownBrowser ?? (await sharedBrowser());
    const context = await browser.newContext({ ...this.props.context, ...options });
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    recordFaults(page, this.faults, this.props.warnings ? ["error", "warning"] : ["error"]);
    return page;
  }
}

const isScriptError = (fault: string) => fault.startsWith("error");

/** Removes what an earlier test has left: storage, a pointer over the page. */
async function reset(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  const clear = () => {
    localStorage.clear();
    sessionStorage.clear();
    return true;
  };
  // A page that is still reloading can't run this yet.
  await eventually("empty storage", () => page.evaluate(clear).catch(() => false));
}
