import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { unpackPackage } from "./debian.ts";

/** A program, and what its environment needs. */
export interface ProxyProgram {
  path: string;
  env: Record<string, string>;
}

/** The proxies that docs/proxies.md has configurations for. */
export type ProxyName = "nginx" | "caddy" | "haproxy";

/** Libraries of Debian's package that a machine without it may lack. */
const LIBRARIES: Readonly<Record<ProxyName, readonly string[]>> = {
  nginx: ["libpcre2-8-0"],
  caddy: [],
  haproxy: ["liblua5.3-0", "libopentracing1", "libopentracing-c-wrapper0", "libpcre2-8-0"],
};

/**
 * The program on PATH, else Debian's from the project's cache.
 *
 * @throws MissingTool
 */
export async function ensureProxy(name: ProxyName): Promise<ProxyProgram> {
  // Debian keeps daemons in folders that only root's PATH has.
  const found = Bun.which(name, { PATH: `${process.env.PATH}:/usr/sbin` });
  if (found) return { path: found, env: {} };
  const folder = await unpackPackage(name);
  const libraries = await Promise.all(LIBRARIES[name].map(librariesIn));
  const path = ["usr/sbin", "usr/bin"]
    .map((bin) => join(folder, bin, name))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`Debian's package ${name} has no program ${name}`);
  return { path, env: { LD_LIBRARY_PATH: libraries.join(":") } };
}

async function librariesIn(name: string): Promise<string> {
  const usrLib = join(await unpackPackage(name), "usr/lib");
  const [triplet = ""] = await readdir(usrLib);
  return join(usrLib, triplet);
}
