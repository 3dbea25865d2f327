import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

/** A copy of the built plugin's folder, to be loaded, changed and thrown away. */
export class PluginFolder {
  readonly path = mkdtempSync(join(tmpdir(), "plugin-metrics-"));
  /** The two contents of its entry, that of now first. */
  readonly #contents: [string, string];

  /**
   * @param edit - Changes the source of its entry.
   * @throws Error when the plugin is not built.
   */
  constructor(edit: (source: string) => string) {
    if (!existsSync(join(root, "dist", "plugin.js"))) {
      throw new Error("dist/ is not built: run `bun run build`");
    }
    for (const part of ["manifest.yaml", "package.json", "dist"]) {
      cpSync(join(root, part), join(this.path, part), { recursive: true });
    }
    const built = edit(readFileSync(this.#entry, "utf8"));
    this.#contents = [built, `${built}\n// changed\n`];
    writeFileSync(this.#entry, built);
  }

  /**
   * Changes the entry's content to the other of two and back, so that a reload imports it as another
   * module: a new one at first, then the one before the last. A runtime keeps every module that it has
   * imported, so ever new ones would fill its memory whatever the plugin does.
   */
  change(): void {
    this.#contents.reverse();
    writeFileSync(this.#entry, this.#contents[0]);
  }

  get #entry(): string {
    return join(this.path, "dist", "plugin.js");
  }

  /** Removes it. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
