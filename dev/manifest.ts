import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { AppSpec } from "./pool/types.ts";
import { readWorkerLimits } from "./worker-limits.ts";

/** An entry of the shell's sidebar. One with `items` only expands. */
export interface Menu {
  icon?: string;
  /** A full path, the plugin's base included. */
  path: string;
  title: string;
  items?: Menu[];
}

/** Values that override the manifest's, unless `undefined`. */
export interface Overrides {
  base?: string | undefined;
  /** Unchecked: the plugin must refuse an invalid value. */
  prometheus?: unknown;
  /** Unchecked, as `prometheus`. */
  sseInterval?: unknown;
  /** Unchecked, as `prometheus`. */
  auth?: unknown;
  /** `html`: `dist/client/index.html`. `worker`: `dist/index.js`. */
  entrypoint?: "html" | "worker" | undefined;
}

/** A plugin's manifest, as the host uses it. */
export interface Manifest {
  name: string;
  base: string;
  injectBase: boolean;
  /** Absolute path of the module with the factory. */
  pluginEntry: string;
  menus: Menu[];
  /** The worker that serves the pages. */
  pages: AppSpec;
  /** What the factory is given, and `ctx.config`. */
  config: Record<string, unknown>;
}

const ENTRYPOINTS = { html: "dist/client/index.html", worker: "dist/index.js" } as const;
const NOT_CONFIG = [
  "name",
  "version",
  "enabled",
  "entrypoint",
  "dependencies",
  "optionalDependencies",
];
const BASE = /^\/[\w-]+$/;
const RESERVED = /^\/(api|shell|notes)(\/|$)/;

/**
 * Reads a plugin's `manifest.yaml`, enables it and applies the overrides.
 *
 * @throws Error if the manifest is invalid, or a file that it names is not built.
 */
export function readManifest(dir: string, overrides: Overrides): Manifest {
  const written = readYaml(join(dir, "manifest.yaml"));
  const raw: Record<string, unknown> = { ...written, enabled: true };
  for (const key of ["base", "prometheus", "sseInterval", "auth"] as const) {
    if (overrides[key] !== undefined) raw[key] = overrides[key];
  }
  const name = String(raw.name);
  const base = checkBase(raw.base);
  const chosen = overrides.entrypoint && ENTRYPOINTS[overrides.entrypoint];
  const entrypoint = chosen ?? String(raw.entrypoint ?? ENTRYPOINTS.html);
  const pages = {
    key: `${name}@${versionOf(dir, raw)}`,
    entry: built(dir, entrypoint),
    mode: entrypoint.endsWith(".html") ? "static" : "module",
    ...readWorkerLimits(raw),
  } as const;
  const menus = moveMenus((raw.menus ?? []) as Menu[], String(written.base), base);
  return {
    name,
    base,
    injectBase: raw.injectBase === true,
    pluginEntry: built(dir, String(raw.pluginEntry ?? "dist/plugin.js")),
    menus,
    pages,
    config: configOf({ ...raw, menus }),
  };
}

/** The base path if it is valid. @throws Error that says what is expected. */
export function checkBase(base: unknown): string {
  if (typeof base === "string" && BASE.test(base) && !RESERVED.test(base)) return base;
  const given = JSON.stringify(base);
  throw new Error(
    `base: expected a path such as /metrics (not /api, /shell, /notes), got ${given}`,
  );
}

function readYaml(path: string): Record<string, unknown> {
  return parse(readFileSync(path, "utf8")) ?? {};
}

/** The pages' key in the pool has the manifest's version, else package.json's, else `latest`. */
function versionOf(dir: string, raw: Record<string, unknown>): string {
  if (raw.version !== undefined) return String(raw.version);
  const path = join(dir, "package.json");
  if (!existsSync(path)) return "latest";
  return JSON.parse(readFileSync(path, "utf8")).version ?? "latest";
}

function built(dir: string, file: string): string {
  const path = join(dir, file);
  if (existsSync(path)) return path;
  throw new Error(`${path} does not exist: run bun run build`);
}

function configOf(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !NOT_CONFIG.includes(key)));
}

/** The manifest's menus contain the base, so a different base changes them. */
function moveMenus(menus: Menu[], from: string, to: string): Menu[] {
  return menus.map((menu) => {
    const inside = menu.path === from || menu.path.startsWith(`${from}/`);
    const path = inside ? to + menu.path.slice(from.length) : menu.path;
    return menu.items
      ? { ...menu, path, items: moveMenus(menu.items, from, to) }
      : { ...menu, path };
  });
}
