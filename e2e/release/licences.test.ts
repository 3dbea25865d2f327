import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { bundledPackages, licencesFile } from "../../scripts/package/licences.ts";
import { root } from "../../scripts/root.ts";

const folder = mkdtempSync(join(tmpdir(), "plugin-sources-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Packages whose files a bundle's source maps name. */
function packagesOfMaps(): string[] {
  const maps = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".map"),
  );
  const sources = maps.flatMap((path): string[] => {
    return JSON.parse(readFileSync(join(folder, path), "utf8")).sources;
  });
  const names = sources.flatMap((source) => {
    const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
    return name ?? [];
  });
  return [...new Set(names)].sort();
}

describe("the list of third-party licences", () => {
  const packages = bundledPackages(root);
  const listed = packages.map(({ name }) => name);

  test("names every package whose code is in a bundle", async () => {
    const entrypoints = ["plugin.ts", "index.ts"].map((name) => join(root, name));
    await Bun.build({ entrypoints, outdir: folder, target: "bun", sourcemap: "linked" });
    await build({
      configFile: join(root, "vite.config.ts"),
      root: join(root, "client"),
      logLevel: "silent",
      build: { outDir: join(folder, "client"), sourcemap: true },
    });
    const bundled = packagesOfMaps();
    expect(bundled).toContain("hono");
    expect(bundled).toContain("react-dom");
    expect(bundled.filter((name) => !listed.includes(name))).toEqual([]);
  }, 60_000);

  test("has only licences that let the code be passed on with their text", () => {
    const licences = new Set(packages.map(({ license }) => license));
    expect([...licences].sort()).toEqual(["ISC", "MIT", "Unlicense"]);
  });

  test("carries the text of each", () => {
    const file = licencesFile(packages);
    for (const { name, version, license, text } of packages) {
      expect(file).toContain(`${name} ${version} (${license})`);
      expect(file).toContain(text);
    }
  });
});
