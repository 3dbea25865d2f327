import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package whose code is in `dist/`. */
interface Bundled {
  name: string;
  version: string;
  /** Its SPDX expression. */
  license: string;
  text: string;
}

interface PackageJson {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

/** Its reset is part of the pages' stylesheet, though nothing of it runs. */
const STYLES = ["tailwindcss"];

/**
 * All packages whose code can be in `dist/`, by name: the dependencies and theirs.
 *
 * @throws Error if one has no licence text.
 */
export function bundledPackages(root: string): Bundled[] {
  const found = new Map<string, Bundled>();
  const visit = (name: string, from: string): void => {
    const folder = folderOf(name, from, root);
    if (found.has(name) || folder === undefined) return;
    const json = readJson(folder);
    found.set(name, bundledOf(folder, json));
    for (const next of Object.keys(json.dependencies ?? {})) visit(next, folder);
  };
  for (const name of Object.keys(readJson(root).dependencies ?? {})) visit(name, root);
  for (const name of STYLES) visit(name, root);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The file of licences: a list, then each text once, with the packages that it is for. */
export function licencesFile(packages: readonly Bundled[]): string {
  const list = packages.map(({ name, version, license }) => `${name} ${version} (${license})`);
  const byText = Map.groupBy(packages, ({ text }) => text);
  const texts = [...byText].map(
    ([text, of]) => `${of.map(({ name }) => name).join(", ")}\n\n${text}`,
  );
  const head = "The files in dist/ contain code of these packages:";
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  return `${[`${head}\n\n${list.join("\n")}`, ...texts].join(rule)}\n`;
}

/** Where a package is found from another one's folder; a nested copy comes first. */
function folderOf(name: string, from: string, root: string): string | undefined {
  const places = [join(from, "node_modules", name), join(root, "node_modules", name)];
  return places.find((place) => existsSync(join(place, "package.json")));
}

function bundledOf(folder: string, { name, version, license }: PackageJson): Bundled {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  if (!file || !license) throw new Error(`${name} comes without a licence`);
  return { name, version, license, text: readFileSync(join(folder, file), "utf8").trim() };
}

function readJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
