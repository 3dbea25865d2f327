import { expect, test } from "bun:test";
import { firstLoad, localesOf, type PagesManifest } from "./first-load.ts";

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
  "src/charts/TimeSeries.tsx": { file: "assets/charts.js", isDynamicEntry: true },
  "src/i18n/en/common.ts": { file: "assets/en.js", isDynamicEntry: true },
  "src/i18n/en/workers.ts": { file: "assets/en-workers.js", isDynamicEntry: true },
  "src/i18n/pt-BR/common.ts": { file: "assets/pt-BR.js", isDynamicEntry: true },
  "src/app/routes/index.tsx?tsr-split=component": { file: "assets/overview.js" },
  "src/app/routes/workers.tsx?tsr-split=component": {
    file: "assets/workers.js",
    imports: ["_table.js"],
  },
  "src/app/routes/workers.$id.tsx?tsr-split=component": { file: "assets/details.js" },
};
const entry = ["index.html", "assets/index.js", "assets/index.css", "assets/icon.svg"];
const overview = { route: "index", texts: "overview" };

test("a page loads the entry, its own route and one language, with what they import", () => {
  expect(localesOf(manifest)).toEqual(["en", "pt-BR"]);
  expect(firstLoad(manifest, overview, "pt-BR").toSorted()).toEqual(
    [...entry, "assets/shared.js", "assets/overview.js", "assets/pt-BR.js"].toSorted(),
  );
  const workers = firstLoad(manifest, { route: "workers", texts: "workers" }, "en");
  expect(workers.toSorted()).toEqual(
    [
      ...entry,
      "assets/shared.js",
      "assets/workers.js",
      "assets/table.js",
      "assets/table.css",
      "assets/en.js",
      "assets/en-workers.js",
    ].toSorted(),
  );
});

test("what it loads after the first paint is counted where it is named", () => {
  const files = firstLoad(manifest, { ...overview, later: ["charts/TimeSeries.tsx"] }, "en");
  expect(files).toContain("assets/charts.js");
});
