import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import type { Logger } from "./log.ts";
import type { AppSpec } from "./pool/types.ts";
import { readWorkerLimits } from "./worker-limits.ts";

/** An app that a request is for, and the path as the app sees it. */
interface AppRoute {
  spec: AppSpec;
  /** `/` and what follows the app's name. */
  path: string;
  /** False for `/hello`, which needs a redirect to `/hello/`. */
  hasSlash: boolean;
}

/** The apps of a folder by name; if there are several versions, the highest. */
export type Apps = ReadonlyMap<string, AppSpec>;

/**
 * Finds `name/1.0.0/`, `name@1.0.0/`, `@scope/name/1.0.0/` and `@scope/name@1.0.0/` with a
 * `manifest.yaml`. An app that the host would refuse is logged and left out.
 */
export function scanApps(dir: string, logger: Logger): Apps {
  const apps = new Map<string, AppSpec>();
  const manifests = [...new Bun.Glob("**/manifest.yaml").scanSync(dir)].sort();
  for (const folder of manifests.map(dirname)) {
    try {
      const { name, version } = splitFolder(folder);
      const known = apps.get(name)?.key.slice(name.length + 1);
      if (known && Bun.semver.order(known, version) >= 0) continue;
      apps.set(name, readApp(join(dir, folder), `${name}@${version}`));
    } catch (error) {
      logger.error(`app ${folder} refused`, error);
    }
  }
  return apps;
}

/** The app whose name begins a path, if there is one: `/hello/x`, `/@acme/cart/x`. */
export function routeToApp(apps: Apps, pathname: string): AppRoute | undefined {
  const [, name = "", path] = /^\/((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(pathname) ?? [];
  const spec = apps.get(name);
  return spec && { spec, path: path ?? "/", hasSlash: path !== undefined };
}

function splitFolder(folder: string): { name: string; version: string } {
  const [, name, version] = /^((?:@[^/@]+\/)?[^/@]+)[/@]([^/@]+)$/.exec(folder) ?? [];
  if (name && version) return { name, version };
  throw new Error(`expected a folder name/version or name@version, got ${folder}`);
}

function readApp(dir: string, key: string): AppSpec {
  const manifest = parse(readFileSync(join(dir, "manifest.yaml"), "utf8")) ?? {};
  const entry = join(dir, String(manifest.entrypoint ?? "index.ts"));
  const mode = entry.endsWith(".html") ? "static" : "module";
  return { key, entry, mode, ...readWorkerLimits(manifest) };
}
