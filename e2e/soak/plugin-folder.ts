import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

/** A temporary copy of the built plugin's folder, whose content can be changed. */
export class PluginFolder {
  readonly path = mkdtempSync(join(tmpdir(), "plugin-metrics-"));
  readonly #entry = join(this.path, "dist", "plugin.js");
  /** The two contents of its entry, the current one first. */
  readonly #contents: [string, string];

  /** @throws Error when the plugin is not built. */
  constructor() {
    if (!existsSync(join(root, "dist", "plugin.js"))) {
      throw new Error("dist/ is not built: run `bun run build`");
    }
    for (const part of ["manifest.yaml", "package.json", "dist"]) {
      cpSync(join(root, part), join(this.path, part), { recursive: true });
    }
    const built = readFileSync(this.#entry, "utf8");
    this.#contents = [built, `${built}\n// changed\n`];
  }

  /**
   * Switches the entry's content between two, so that a reload imports another module. New content each time
   * would use up memory: the runtime keeps every imported module.
   */
  change(): void {
    this.#contents.reverse();
    writeFileSync(this.#entry, this.#contents[0]);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
