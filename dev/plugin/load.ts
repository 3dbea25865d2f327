import { rm } from "node:fs/promises";
import { type Logger, prefixed } from "../log.ts";
import { type Manifest, type Overrides, readManifest } from "../manifest.ts";
import { importEntry } from "./entry.ts";
import type { PluginContext, PluginImpl } from "./types.ts";

/** A plugin with its manifest; without `impl` when it could not be loaded. */
export interface LoadedPlugin {
  manifest: Manifest;
  impl: PluginImpl | undefined;
}

/** Loads and reloads one plugin, as the host's registry does. */
export class PluginLoader {
  readonly #copies = new Set<string>();
  readonly #hostNumber = ++hosts;

  constructor(
    readonly dir: string,
    readonly logger: Logger,
    /** What `onInit` receives besides the config and the logger. */
    readonly surroundings: () => Pick<PluginContext, "auth" | "globalConfig" | "pool">,
  ) {}

  /**
   * Reads the manifest and runs factory and `onInit`. A plugin that throws is logged and left out;
   * a manifest that can't be used throws.
   */
  async load(overrides: Overrides): Promise<LoadedPlugin> {
    const manifest = readManifest(this.dir, overrides);
    try {
      return { manifest, impl: await this.#start(manifest) };
    } catch (error) {
      this.logger.error(`plugin ${manifest.name} not loaded:`, error);
      return { manifest, impl: undefined };
    }
  }

  /** Removes the copies next to the entry. */
  async cleanUp(): Promise<void> {
    for (const copy of this.#copies) await rm(copy, { force: true });
    this.#copies.clear();
  }

  async #start({ name, pluginEntry, config }: Manifest): Promise<PluginImpl> {
    const { factory, copy } = await importEntry(pluginEntry, name, this.#hostNumber);
    this.#copies.add(copy);
    const ctx = this.#context(name, config);
    const impl = await factory(config);
    await impl.onInit?.(ctx);
    return impl;
  }

  #context(name: string, config: Record<string, unknown>): PluginContext {
    return {
      config,
      logger: prefixed(this.logger, name),
      ...this.surroundings(),
      getPlugin: () => undefined,
      runtime: { api: "1", version: "0.0.0-dev" },
    };
  }
}

let hosts = 0;
