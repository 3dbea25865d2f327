/** One file of the pages, as Vite's manifest describes it. */
export interface ManifestChunk {
  file: string;
  src?: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  /** Keys of the manifest that load with this one. */
  imports?: string[];
  css?: string[];
  assets?: string[];
}

/** Vite's `manifest.json`: chunks by key, which is a source path or the chunk's name. */
export type PagesManifest = Record<string, ManifestChunk>;

/**
 * The files that the first visit of a page loads: the HTML, its entry, the page's own route chunks, one
 * language, and what these import. What only a click loads is not among them.
 *
 * @param route - Name of the page's route file in `routes/`, without its ending: `index`, `workers`.
 * @param language - Key of the language's texts, one of {@link languagesOf}.
 */
export function firstLoad(manifest: PagesManifest, route: string, language?: string): string[] {
  const files = new Set<string>(["index.html"]);
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
  };
  entryKeys(manifest).forEach(visit);
  routeKeys(manifest, route).forEach(visit);
  if (language !== undefined) visit(language);
  return [...files];
}

/** Keys of the languages' texts, where they are chunks of their own. */
export function languagesOf(manifest: PagesManifest): string[] {
  const isLanguage = /(^|\/)i18n\/[\w-]+\.ts$/;
  return Object.keys(manifest).filter(
    (key) => isLanguage.test(key) && manifest[key]?.isDynamicEntry === true,
  );
}

function entryKeys(manifest: PagesManifest): string[] {
  return Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
}

/** Chunks split off `routes/workers.tsx`, `routes/workers.index.tsx`, …, but not off its children by id. */
function routeKeys(manifest: PagesManifest, route: string): string[] {
  const own = new RegExp(`/routes/(__root|${route}|${route}[./](index|route))\\.tsx(\\?|$)`);
  return Object.keys(manifest).filter((key) => own.test(`/${key}`));
}
