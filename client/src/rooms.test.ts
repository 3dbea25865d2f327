import { expect, test } from "bun:test";
import { join, relative } from "node:path";

/** From the top down: a room imports from itself and from those after it. */
const ROOMS = ["app", "pages", "charts", "ui", "insight", "format", "i18n", "data", "browser"];

const roomOf = (path: string) => ROOMS.indexOf(path.split("/", 1)[0] ?? "");

async function importsOf(file: string): Promise<string[]> {
  const source = await Bun.file(join(import.meta.dir, file)).text();
  const specifiers = source.matchAll(/(?:from|import)[ (]"(\.[^"]+)"/g);
  return [...specifiers].map(([, specifier = ""]) =>
    relative(import.meta.dir, join(import.meta.dir, file, "..", specifier)),
  );
}

test("imports only run from upper rooms to lower ones", async () => {
  const files = [...new Bun.Glob("*/**/*.{ts,tsx}").scanSync(import.meta.dir)];
  const upwards: string[] = [];
  for (const file of files.filter((file) => !/routeTree\.gen|\.test\./.test(file))) {
    for (const path of await importsOf(file)) {
      const isServer = path.startsWith("../../server/types.ts");
      if (!isServer && roomOf(path) < roomOf(file)) upwards.push(`${file} imports ${path}`);
    }
  }
  expect(files.map(roomOf)).not.toContain(-1);
  expect(upwards).toEqual([]);
});
