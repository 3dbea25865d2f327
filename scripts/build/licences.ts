import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package whose code is in `dist/`, as Vite's `build.license` reports it. */
export interface Bundled {
  name: string;
  version: string;
  /** Its SPDX expression. */
  identifier?: string | null;
  text?: string;
}

/** Its reset is part of the pages' stylesheet; Vite reports only packages of scripts. */
const STYLES = "tailwindcss";

/**
 * The file of licences: a list, then each text once, with the packages that it is for.
 *
 * @throws Error if one has no licence text.
 */
export function licencesFile(root: string, ofScripts: readonly Bundled[]): string {
  const byName = new Map([...ofScripts, stylesIn(root)].map((one) => [one.name, one]));
  const packages = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const list = packages.map(({ name, version, identifier, text }) => {
    if (!identifier || !text) throw new Error(`${name} comes without a licence`);
    return `${name} ${version} (${identifier})`;
  });
  const byText = Map.groupBy(packages, ({ text = "" }) => text.trim());
  const texts = [...byText].map(
    ([text, of]) => `${of.map(({ name }) => name).join(", ")}\n\n${text}`,
  );
  const head = "The files in dist/ contain code of these packages:";
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  return `${[`${head}\n\n${list.join("\n")}`, ...texts].join(rule)}\n`;
}

function stylesIn(root: string): Bundled {
  const folder = join(root, "node_modules", STYLES);
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const { version, license } = JSON.parse(read("package.json"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  return { name: STYLES, version, identifier: license, text: read(file ?? "LICENSE") };
}
