import { readFileSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { build } from "vite";
import type { PagesManifest } from "./first-load.ts";
import type { Bundled } from "./licences.ts";

const entries = ["plugin", "index"] as const;

/** Where Vite reports the packages of a build. */
const LICENCES = "licences.json";

/**
 * Bundles `plugin.ts` and `index.ts` into one file each, which need nothing but Bun.
 *
 * @returns The packages whose code is in them.
 * @throws Error when a bundle fails, imports a package, or contains the path that it was built in.
 */
export async function buildServer(root: string, folder: string): Promise<Bundled[]> {
  const packages: Bundled[] = [];
  for (const name of entries) {
    await build({
      root,
      configFile: false,
      logLevel: "warn",
      // For a runtime instead of a browser, with the code of all packages.
      ssr: { noExternal: true },
      build: {
        ssr: `${name}.ts`,
        outDir: folder,
        emptyOutDir: false,
        copyPublicDir: false,
        license: { fileName: LICENCES },
        minify: true,
        target: "esnext",
        rolldownOptions: {
          external: "bun",
          output: { entryFileNames: `${name}.js`, codeSplitting: false },
        },
      },
    });
    checkBundle(root, join(folder, `${name}.js`));
    packages.push(...JSON.parse(readFileSync(join(folder, LICENCES), "utf8")));
  }
  rmSync(join(folder, LICENCES));
  return packages;
}

function checkBundle(root: string, file: string): void {
  const code = readFileSync(file, "utf8");
  const imports = new Bun.Transpiler({ loader: "js" }).scanImports(code);
  const packages = imports.map(({ path }) => path).filter((path) => !isFromBun(path));
  if (packages.length > 0) throw new Error(`${file} still imports ${packages.join(", ")}`);
  if (code.includes(root))
    throw new Error(`${file} contains the path of the folder that it was built in`);
}

function isFromBun(path: string): boolean {
  return path === "bun" || path.startsWith("bun:") || isBuiltin(path);
}

/** The result of the build of the pages. */
interface BuiltPages {
  manifest: PagesManifest;
  /** The packages whose code is in it. */
  packages: Bundled[];
}

/**
 * Builds the pages with Vite into `folder`. Vite's own files are not left there, where every file is served.
 *
 * @throws Error when Vite fails.
 */
export async function buildPages(root: string, folder: string): Promise<BuiltPages> {
  // Vite, React and Tailwind decide by it between development and production code.
  process.env.NODE_ENV = "production";
  await build({
    root: join(root, "client"),
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: true,
      manifest: true,
      license: { fileName: `.vite/${LICENCES}` },
      reportCompressedSize: false,
    },
  });
  const read = (name: string) => JSON.parse(readFileSync(join(folder, ".vite", name), "utf8"));
  const packages: Bundled[] = read(LICENCES);
  const manifest: PagesManifest = read("manifest.json");
  rmSync(join(folder, ".vite"), { recursive: true });
  return { manifest, packages };
}
