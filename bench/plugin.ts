import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { MetricsPlugin } from "../plugin.ts";
import { root } from "../scripts/root.ts";

/** Loads a built plugin as a host does: by its manifest and the default export of its entry. */
export async function loadPlugin(
  pool: object,
  options = {},
  folder = root,
): Promise<MetricsPlugin> {
  const manifest = parse(readFileSync(join(folder, "manifest.yaml"), "utf8"));
  const { default: factory } = await import(join(folder, manifest.pluginEntry));
  const plugin: MetricsPlugin = factory({ ...manifest, ...options });
  plugin.onInit({ pool });
  return plugin;
}
