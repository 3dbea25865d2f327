import { expect, test } from "bun:test";
import { join, relative } from "node:path";

/** From top to bottom: a layer imports from itself and from those below it. */
const LAYERS = ["app", "pages", "charts", "ui", "insight", "format", "i18n", "data", "browser"];

const layerOf = (path: string) => LAYERS.indexOf(path.split("/", 1)[0] ?? "");

async function importsOf(file: string): Promise<string[]> {
  const source = await Bun.file(join(import.meta.dir, file)).text();
  const specifiers = source.matchAll(/(?:from|import)[ (]"(\.[^"]+)"/g);
  return [...specifiers].map(([, specifier = ""]) =>
    relative(import.meta.dir, join(import.meta.dir, file, "..", specifier)),
  );
}

test("imports only run from upper layers to lower ones", async () => {
  const files = [...new Bun.Glob("*/**/*.{ts,tsx}").scanSync(import.meta.dir)];
  const upwards: string[] = [];
  for (const file of files.filter((file) => !/routeTree\.gen|\.test\./.test(file))) {
    for (const path of await importsOf(file)) {
      const isServer = path.startsWith("../../server/types.ts");
      if (!isServer && layerOf(path) < layerOf(file)) upwards.push(`${file} imports ${path}`);
    }
  }
  expect(files.map(layerOf)).not.toContain(-1);
  expect(upwards).toEqual([]);
});
