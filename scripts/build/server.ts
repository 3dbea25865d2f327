import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";

const entries = ["plugin", "index"] as const;

/**
 * Bundles `plugin.ts` and `index.ts` into one file each, which need nothing but Bun.
 *
 * @returns Names of the packages whose code may be in them.
 * @throws Error when a bundle fails, imports a package, or contains the path that it was built in.
 */
export async function buildServer(root: string, folder: string): Promise<string[]> {
  const built = await Bun.build({
    entrypoints: entries.map((name) => join(root, `${name}.ts`)),
    outdir: folder,
    root,
    target: "bun",
    minify: true,
    sourcemap: "none",
    splitting: false,
    naming: "[name].js",
    define: { "process.env.NODE_ENV": '"production"' },
    metafile: true,
    throw: false,
  });
  if (!built.success) throw new Error(["the server does not build:", ...built.logs].join("\n"));
  for (const name of entries) checkBundle(root, join(folder, `${name}.js`));
  const inputs = Object.keys(built.metafile?.inputs ?? {});
  return inputs.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
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
