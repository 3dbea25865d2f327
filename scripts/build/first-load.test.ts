import { expect, test } from "bun:test";
import { firstLoad, languagesOf, type PagesManifest } from "./first-load.ts";

const manifest: PagesManifest = {
  "index.html": {
    file: "assets/index.js",
    isEntry: true,
    imports: ["_shared.js"],
    css: ["assets/index.css"],
    assets: ["assets/icon.svg"],
  },
  "_shared.js": { file: "assets/shared.js", imports: ["index.html"] },
  "_table.js": { file: "assets/table.js", css: ["assets/table.css"] },
  "src/i18n/en.ts": { file: "assets/en.js", isDynamicEntry: true },
  "src/i18n/pt-BR.ts": { file: "assets/pt-BR.js", isDynamicEntry: true },
  "src/i18n/locale.ts": { file: "assets/locale.js" },
  "src/routes/index.tsx?tsr-split=component": { file: "assets/overview.js", isDynamicEntry: true },
  "src/routes/workers.tsx?tsr-split=component": {
    file: "assets/workers.js",
    imports: ["_table.js"],
  },
  "src/routes/workers.$id.tsx?tsr-split=component": { file: "assets/details.js" },
};
const entry = [
  "index.html",
  "assets/index.js",
  "assets/index.css",
  "assets/icon.svg",
  "assets/shared.js",
];

test("a page loads the entry and its own route, with what they import", () => {
  expect(firstLoad(manifest, "index")).toEqual([...entry, "assets/overview.js"]);
  const workers = ["assets/workers.js", "assets/table.js", "assets/table.css"];
  expect(firstLoad(manifest, "workers")).toEqual([...entry, ...workers]);
});

test("it loads one language", () => {
  expect(languagesOf(manifest)).toEqual(["src/i18n/en.ts", "src/i18n/pt-BR.ts"]);
  const files = firstLoad(manifest, "index", "src/i18n/en.ts");
  expect(files).toEqual([...entry, "assets/overview.js", "assets/en.js"]);
});
