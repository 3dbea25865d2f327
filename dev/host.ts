import { type Apps, scanApps } from "./apps.ts";
import { CrowdPool } from "./crowd.ts";
import { KeyStore } from "./keys.ts";
import { type Load, startLoad } from "./load.ts";
import { createLog, forwardTo, type Log, type LogRecord, printer } from "./log.ts";
import type { Overrides } from "./manifest.ts";
import { type HostOptions, type HostSettings, settle } from "./options.ts";
import { type LoadedPlugin, PluginLoader } from "./plugin/load.ts";
import { WorkerPool } from "./pool/pool.ts";
import { createRouter } from "./router.ts";
import { DevServer } from "./server.ts";

export type { HostOptions } from "./options.ts";

/** A running embedded host. Disposing of it (`await using`) stops it. */
export interface DevHost extends AsyncDisposable {
  /** `http://127.0.0.1:8000`, without a slash at the end. */
  readonly url: string;
  /** Where the plugin is mounted: `/metrics`. */
  readonly base: string;
  readonly port: number;
  /** The pool that runs the apps and the pages. */
  readonly pool: WorkerPool;
  /** Keys that plugins accept beside the root key; without a `rootKey` no plugin is given them. */
  readonly keys: KeyStore;
  /** The latest log records, at most 1,000, oldest first. */
  readonly logs: readonly LogRecord[];
  /** A key that the plugin's API accepts; `undefined` if it requires none. */
  readonly key: string | undefined;
  /** Names of the sample apps; each is served at `/<name>/`. */
  readonly apps: readonly string[];
  /** Whether the plugin is loaded: `false` after its factory or `onInit` has thrown. */
  readonly loaded: boolean;
  /** Loads the plugin again, as `POST /api/plugins/reload` does; the overrides are kept. */
  reload(overrides?: Overrides): Promise<void>;
  /**
   * Gives the plugin another pool (or none: `undefined`) from the next reload on. Apps and pages still
   * run in the real one; `replacePool(host.pool)` restores it.
   */
  replacePool(pool: unknown): void;
  /** Ends load, connections, workers and timers. */
  stop(): Promise<void>;
}

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
  const settings = settle(options);
  const log = openLog(options);
  const pool = new WorkerPool({ maxSize: settings.poolSize }, log.logger);
  const host = new Host(settings, log, pool, pickOverrides(options));
  try {
    await host.start();
    return host;
  } catch (error) {
    await host.stop();
    throw error;
  }
}

class Host implements DevHost {
  readonly #loader: PluginLoader;
  readonly #apps: Apps;
  readonly keys = new KeyStore();
  #overrides: Overrides;
  /** The pool that the plugin gets. */
  #given: unknown;
  #plugin: LoadedPlugin | undefined;
  #server: DevServer | undefined;
  #load: Load | undefined;
  #lastReload: Promise<void> = Promise.resolve();

  constructor(
    readonly settings: HostSettings,
    readonly log: Log,
    readonly pool: WorkerPool,
    overrides: Overrides,
  ) {
    this.#overrides = overrides;
    const { crowd, pluginDir, appsDir, rootKey } = settings;
    const poolSize = crowd || settings.poolSize;
    const globalConfig = { poolSize, pluginDirs: [pluginDir], workerDirs: [appsDir] };
    const auth = rootKey === undefined ? undefined : { rootKey, store: this.keys };
    const surroundings = () => ({ globalConfig, pool: this.#given, auth });
    this.#given = crowd > 0 ? new CrowdPool(crowd) : pool;
    this.#apps = scanApps(appsDir, log.logger);
    this.#loader = new PluginLoader(pluginDir, log.logger, surroundings);
  }

  get url(): string {
    return this.#started(this.#server).url;
  }

  get port(): number {
    return this.#started(this.#server).port;
  }

  get base(): string {
    return this.#started(this.#plugin).manifest.base;
  }

  get key(): string | undefined {
    const { config } = this.#started(this.#plugin).manifest;
    return config.auth === "host" ? this.settings.rootKey : undefined;
  }

  get apps(): readonly string[] {
    return [...this.#apps.keys()];
  }

  get loaded(): boolean {
    return this.#plugin?.impl !== undefined;
  }

  get logs(): readonly LogRecord[] {
    return this.log.records();
  }

  async start(): Promise<void> {
    const { port, hostname, load, troubleFactor } = this.settings;
    const { logger } = this.log;
    this.#plugin = await this.#loader.load(this.#overrides);
    const options = { port, hostname, logger, router: this.#router() };
    this.#server = new DevServer(options, this.#plugin.impl?.server?.routes);
    this.#load = startLoad(load, this.url, troubleFactor);
  }

  reload(changes: Overrides = {}): Promise<void> {
    // Reloads run one after the other, so that the last one requested stays.
    const turn = this.#lastReload.then(() => this.#reloadNow(changes));
    this.#lastReload = turn.catch(() => {});
    return turn;
  }

  replacePool(pool: unknown): void {
    this.#given = pool;
  }

  async stop(): Promise<void> {
    await this.#load?.stop();
    await this.#server?.stop();
    await this.pool.stop();
    await this.#loader.cleanUp();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #reloadNow(changes: Overrides): Promise<void> {
    this.#overrides = { ...this.#overrides, ...changes };
    this.#plugin = await this.#loader.load(this.#overrides);
    this.#server?.replaceRoutes(this.#plugin.impl?.server?.routes);
  }

  #router(): (request: Request) => Promise<Response> {
    return createRouter({
      apps: this.#apps,
      logger: this.log.logger,
      send: (spec, request) => this.pool.fetch(spec, request),
      plugin: () => this.#started(this.#plugin),
      reload: () => this.reload(),
    });
  }

  #started<T>(part: T | undefined): T {
    if (part === undefined) throw new Error("the host has not been started");
    return part;
  }
}

function openLog({ logger, quiet, verbose }: HostOptions): Log {
  if (logger) return createLog(forwardTo(logger));
  return createLog(quiet ? undefined : printer(verbose));
}

function pickOverrides(options: HostOptions): Overrides {
  const { base, prometheus, sseInterval, auth, entrypoint } = options;
  return { base, prometheus, sseInterval, auth, entrypoint };
}
