import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

/** A copy of the built plugin's folder, to be loaded, changed and thrown away. */
export class PluginFolder {
  readonly path = mkdtempSync(join(tmpdir(), "plugin-metrics-"));

  /** @throws Error when the plugin is not built. */
  constructor() {
    if (!existsSync(join(root, "dist", "plugin.js"))) {
      throw new Error("dist/ is not built: run `bun run build`");
    }
    for (const part of ["manifest.yaml", "package.json", "dist"]) {
      cpSync(join(root, part), join(this.path, part), { recursive: true });
    }
  }

  /** Changes the entry's content, so that a reload imports it as another module. */
  change(): void {
    appendFileSync(join(this.path, "dist", "plugin.js"), "\n// changed\n");
  }

  /** Removes it. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
