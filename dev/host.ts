import { resolve } from "node:path";
import { type Apps, scanApps } from "./apps.ts";
import { CrowdPool } from "./crowd.ts";
import { KeyStore } from "./keys.ts";
import { type Load, startLoad } from "./load.ts";
import { type Logger, printer, silent } from "./log.ts";
import type { Overrides } from "./manifest.ts";
import type { HostOptions } from "./options.ts";
import { type LoadedPlugin, PluginLoader } from "./plugin/load.ts";
import { WorkerPool } from "./pool/pool.ts";
import { createRouter } from "./router.ts";
import { addressOf, bunHandlers, type Handlers, listen } from "./server.ts";

export type { HostOptions } from "./options.ts";

/**
 * Starts a development host with the plugin in it.
 * Rejects if an option or the manifest is invalid, the plugin is not built, or the port is taken; a plugin
 * that throws is logged, and the host runs without it.
 *
 * @example
 * const host = await startHost({ port: 0, load: "light" });
 * await fetch(`${host.url}${host.base}/api/metrics/`);
 * await host.stop();
 */
export async function startHost(options: HostOptions = {}): Promise<DevHost> {
  const host = new DevHost(options);
  try {
    await host.start();
    return host;
  } catch (error) {
    await host.stop();
    throw error;
  }
}

/** A running embedded host. Disposing of it (`await using`) stops it. */
export class DevHost implements AsyncDisposable {
  /** The pool that runs the apps and the pages. */
  readonly pool: WorkerPool;
  /** Keys that plugins accept besides the root key; without a `rootKey` no plugin receives them. */
  readonly keys = new KeyStore();
  readonly #logger: Logger;
  readonly #loader: PluginLoader;
  readonly #apps: Apps;
  /** What it was started with, and the overrides of later reloads. */
  #options: HostOptions;
  /** The pool that the plugin gets. */
  #given: unknown;
  #plugin: LoadedPlugin | undefined;
  #server: Bun.Server<undefined> | undefined;
  #load: Load | undefined;
  #lastReload: Promise<void> = Promise.resolve();

  constructor(options: HostOptions) {
    const { poolSize = 10, crowd = 0, rootKey, quiet, verbose } = options;
    const pluginDir = resolve(options.pluginDir ?? `${import.meta.dir}/..`);
    const appsDir = resolve(options.appsDir ?? `${import.meta.dir}/apps`);
    this.#options = options;
    this.#logger = options.logger ?? (quiet ? silent : printer(verbose));
    this.pool = new WorkerPool({ maxSize: poolSize }, this.#logger);
    this.#given = crowd > 0 ? new CrowdPool(crowd) : this.pool;
    this.#apps = scanApps(appsDir, this.#logger);
    const dirs = { pluginDirs: [pluginDir], workerDirs: [appsDir] };
    const globalConfig = { poolSize: crowd || poolSize, ...dirs };
    const auth = rootKey === undefined ? undefined : { rootKey, store: this.keys };
    const surroundings = () => ({ globalConfig, pool: this.#given, auth });
    this.#loader = new PluginLoader(pluginDir, this.#logger, surroundings);
  }

  /** `http://127.0.0.1:8000`, without a slash at the end. */
  get url(): string {
    return addressOf(started(this.#server));
  }

  get port(): number {
    return started(this.#server).port ?? 0;
  }

  /** Where the plugin is mounted: `/metrics`. */
  get base(): string {
    return started(this.#plugin).manifest.base;
  }

  /** A key that the plugin's API accepts; `undefined` if it requires none. */
  get key(): string | undefined {
    const { config } = started(this.#plugin).manifest;
    return config.auth === "host" ? this.#options.rootKey : undefined;
  }

  /** Names of the sample apps; each is served at `/<name>/`. */
  get apps(): readonly string[] {
    return [...this.#apps.keys()];
  }

  /** Whether the plugin is loaded: `false` after its factory or `onInit` has thrown. */
  get loaded(): boolean {
    return this.#plugin?.impl !== undefined;
  }

  /** Loads the plugin and starts to listen. */
  async start(): Promise<void> {
    const { port = 8000, hostname = "127.0.0.1", load = "off", troubleFactor } = this.#options;
    this.#plugin = await this.#loader.load(this.#options);
    this.#server = listen(port, hostname, this.#handlers());
    this.#load = startLoad(load, this.url, troubleFactor);
  }

  /** Loads the plugin again, as `POST /api/plugins/reload` does; the overrides are kept. */
  reload(overrides: Overrides = {}): Promise<void> {
    // Reloads run one after the other, so that the last one requested stays.
    const turn = this.#lastReload.then(() => this.#reloadNow(overrides));
    this.#lastReload = turn.catch(() => {});
    return turn;
  }

  /**
   * Gives the plugin another pool (or none: `undefined`) from the next reload. Apps and pages still
   * run in the real one; `replacePool(host.pool)` restores it.
   */
  replacePool(pool: unknown): void {
    this.#given = pool;
  }

  /** Ends load, connections, workers and timers. */
  async stop(): Promise<void> {
    await this.#load?.stop();
    await this.#server?.stop(true);
    await this.pool.stop();
    await this.#loader.cleanUp();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #reloadNow(overrides: Overrides): Promise<void> {
    this.#options = { ...this.#options, ...overrides };
    this.#plugin = await this.#loader.load(this.#options);
    this.#server?.reload(bunHandlers(this.#handlers()));
  }

  #handlers(): Handlers {
    const logger = this.#logger;
    const router = createRouter({
      apps: this.#apps,
      logger,
      send: (spec, request) => this.pool.fetch(spec, request),
      plugin: () => started(this.#plugin),
      reload: () => this.reload(),
    });
    return { routes: this.#plugin?.impl?.server?.routes, router, logger };
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("the host has not been started");
  return part;
}
