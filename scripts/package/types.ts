import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The text of `dist/plugin.d.ts`: what `plugin.ts` exports, in one file that imports nothing.
 *
 * @throws Error when TypeScript can't write the declarations.
 */
export function declarationsOf(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), "declarations-"));
  try {
    emit(root, folder);
    const read = (path: string) => readFileSync(join(folder, "out", path), "utf8");
    return rollUp(read("plugin.d.ts"), read("server/types.d.ts"), read("server/faults.d.ts"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function emit(root: string, folder: string): void {
  const out = { noEmit: false, declaration: true, emitDeclarationOnly: true, noCheck: true };
  const compilerOptions = { ...out, outDir: join(folder, "out"), rootDir: root, types: [] };
  const files = [join(root, "plugin.ts")];
  const config = join(folder, "tsconfig.json");
  const json = { extends: join(root, "tsconfig.json"), compilerOptions, files };
  writeFileSync(config, JSON.stringify(json));
  const tsc = join(root, "node_modules", ".bin", "tsc");
  const { exitCode, stdout } = Bun.spawnSync([process.execPath, tsc, "-p", config]);
  if (exitCode !== 0) throw new Error(`no declarations: ${stdout}`);
}

/** All that the host needs of the routes; Hono itself is in the bundle. */
const ROUTES = "{\n        fetch(request: Request): Response | Promise<Response>;\n    }";

function rollUp(plugin: string, types: string, faults: string): string {
  const [logger] = /\/\*\* [^\n]*\nexport interface Logger \{[\s\S]*?\n\}\n/.exec(faults) ?? [];
  if (logger === undefined) throw new Error("server/faults.ts exports no Logger");
  const own = plugin
    .replace(/^(import|export) type \{[^}]*\} from "[^"]*";\n/gm, "")
    .replace("routes: Hono", `routes: ${ROUTES}`);
  return [types, logger, own].join("");
}
