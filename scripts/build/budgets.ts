import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstLoad, languagesOf, type PagesManifest } from "./first-load.ts";

/** A budget and what was built of it; sizes in bytes. */
export interface Measured {
  what: string;
  raw: number;
  gzip: number;
  maxRaw: number;
  /** Absent where only the raw size has a limit. */
  maxGzip?: number;
}

const kB = 1000;
const page = { maxRaw: 450 * kB, maxGzip: 150 * kB };

/** Measures what has a budget in a freshly built `folder`; of a page, its largest language. */
export function measure(folder: string, manifest: PagesManifest): Measured[] {
  const client = join(folder, "client");
  const sizeOfTexts = (key: string) => sizeOf(client, [manifest[key]?.file ?? ""]).gzip;
  const [language] = languagesOf(manifest).sort((a, b) => sizeOfTexts(b) - sizeOfTexts(a));
  const visit = (route: string) => sizeOf(client, firstLoad(manifest, route, language));
  return [
    { what: "dist/plugin.js", ...sizeOf(folder, ["plugin.js"]), maxRaw: 80 * kB },
    { what: "first load of Overview", ...visit("index"), ...page },
    { what: "first load of Workers", ...visit("workers"), ...page },
  ];
}

function sizeOf(folder: string, files: string[]): { raw: number; gzip: number } {
  const bytes = files.map((file) => readFileSync(join(folder, file)));
  return {
    raw: bytes.reduce((sum, file) => sum + file.byteLength, 0),
    gzip: bytes.reduce((sum, file) => sum + Bun.gzipSync(file).byteLength, 0),
  };
}

/** One line for people: what, how large, how large it may be. */
export function sizeLine({ what, raw, gzip, maxRaw, maxGzip }: Measured): string {
  const gzipLimit = maxGzip === undefined ? "" : ` of ${inKB(maxGzip)}`;
  return `${what}: ${inKB(raw)} of ${inKB(maxRaw)} kB, gzip ${inKB(gzip)}${gzipLimit} kB`;
}

/** A line for each limit that `size` does not stay under. */
export function overBudget({ what, raw, gzip, maxRaw, maxGzip = Infinity }: Measured): string[] {
  const lines: string[] = [];
  if (raw >= maxRaw)
    lines.push(`${what} is ${inKB(raw)} kB, allowed are less than ${inKB(maxRaw)} kB`);
  if (gzip >= maxGzip) {
    lines.push(`${what} is ${inKB(gzip)} kB by gzip, allowed are less than ${inKB(maxGzip)} kB`);
  }
  return lines;
}

function inKB(bytes: number): string {
  return (bytes / kB).toFixed(1);
}
