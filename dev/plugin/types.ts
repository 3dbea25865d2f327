import type { KeyStore } from "../keys.ts";
import type { Logger } from "../log.ts";

/** Anything that handles requests, such as a Hono app. */
interface Routes {
  fetch(request: Request): Response | Promise<Response>;
}

/** Full paths and their handlers, as `Bun.serve` takes them. */
export type NativeRoutes = Record<string, unknown>;

/** The result of a plugin's factory, as far as this host uses it. */
export interface PluginImpl {
  /** Mounted at `base`; sees paths without it. */
  routes?: Routes;
  server?: { routes?: NativeRoutes };
  onInit?(ctx: PluginContext): void | Promise<void>;
}

/** A plugin module's default export. */
export type PluginFactory = (config: Record<string, unknown>) => PluginImpl | Promise<PluginImpl>;

/** What `onInit` is given. */
export interface PluginContext {
  config: Record<string, unknown>;
  globalConfig: { poolSize: number; pluginDirs: string[]; workerDirs: string[] };
  logger: Logger;
  /** The worker pool. Unknown, since tests replace it with faulty ones. */
  pool?: unknown;
  /** The host's keys; 0.2 has none. */
  auth?: { rootKey: string; store: KeyStore } | undefined;
  getPlugin(name: string): undefined;
  runtime: { api: string; version: string };
}
