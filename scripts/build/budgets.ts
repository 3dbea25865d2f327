import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstLoad, localesOf, type PageParts, type PagesManifest } from "./first-load.ts";

/** A budget and the measured size, in bytes. */
export interface Measured {
  what: string;
  raw: number;
  gzip: number;
  maxRaw: number;
  /** Absent where only the raw size has a limit. */
  maxGzip?: number;
}

const kB = 1000;
const overview = { route: "index", texts: "overview" };
const charts = ["overview/LowerPanels.tsx", "charts/TimeSeries.tsx"];

/** The pages' budgets, for everything that a first visit loads without a click. */
const PAGES: [what: string, parts: PageParts, maxRaw: number, maxGzip: number][] = [
  ["Overview before its charts", overview, 400 * kB, 132.5 * kB],
  [
    "Overview with its charts",
    { ...overview, texts: "overview|panels", later: charts },
    507 * kB,
    177.2 * kB,
  ],
  ["Workers", { route: "workers", group: "workers-page", texts: "workers" }, 422.5 * kB, 140 * kB],
];

/** Measures all that has a budget in a built `folder`; a page in its largest language. */
export function measure(folder: string, manifest: PagesManifest): Measured[] {
  const client = join(folder, "client");
  const pages = PAGES.map(([page, parts, maxRaw, maxGzip]) => {
    const sizes = localesOf(manifest).map((locale) =>
      sizeOf(client, firstLoad(manifest, parts, locale)),
    );
    const [largest = { raw: Infinity, gzip: Infinity }] = sizes.sort((a, b) => b.gzip - a.gzip);
    return { what: `first load of ${page}`, ...largest, maxRaw, maxGzip };
  });
  return [{ what: "dist/plugin.js", ...sizeOf(folder, ["plugin.js"]), maxRaw: 80 * kB }, ...pages];
}

/** A first visit of a page in one language. */
export interface FirstVisit extends Omit<Measured, "raw" | "gzip"> {
  route: string;
  locale: string;
  /** The files that it loads without a click, as paths in the pages' folder. */
  files: string[];
}

/** What a first visit of each page loads in each language, with the page's limits. */
export function firstVisits(manifest: PagesManifest): FirstVisit[] {
  // The last budget of a page is the one that has everything.
  const pages = new Map(PAGES.map((page) => [page[1].route, page]));
  return [...pages.values()].flatMap(([page, parts, maxRaw, maxGzip]) =>
    localesOf(manifest).map((locale) => ({
      what: `first load of ${page} in ${locale}`,
      route: parts.route,
      locale,
      files: firstLoad(manifest, parts, locale),
      maxRaw,
      maxGzip,
    })),
  );
}

function sizeOf(folder: string, files: string[]): { raw: number; gzip: number } {
  const bytes = files.map((file) => readFileSync(join(folder, file)));
  return {
    raw: bytes.reduce((sum, file) => sum + file.byteLength, 0),
    gzip: bytes.reduce((sum, file) => sum + Bun.gzipSync(file).byteLength, 0),
  };
}

/** One line with the size and its limits. */
export function sizeLine({ what, raw, gzip, maxRaw, maxGzip }: Measured): string {
  const gzipLimit = maxGzip === undefined ? "" : ` of ${inKB(maxGzip)}`;
  return `${what}: ${inKB(raw)} of ${inKB(maxRaw)} kB, gzip ${inKB(gzip)}${gzipLimit} kB`;
}

/** A line for each limit that is reached. */
export function overBudget({ what, raw, gzip, maxRaw, maxGzip = Infinity }: Measured): string[] {
  const lines: string[] = [];
  if (raw >= maxRaw)
    lines.push(`${what} is ${inKB(raw)} kB, the limit is below ${inKB(maxRaw)} kB`);
  if (gzip >= maxGzip) {
    lines.push(`${what} is ${inKB(gzip)} kB by gzip, the limit is below ${inKB(maxGzip)} kB`);
  }
  return lines;
}

function inKB(bytes: number): string {
  return (bytes / kB).toFixed(1);
}
