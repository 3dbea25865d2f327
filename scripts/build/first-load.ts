/** One file of the pages, as Vite's manifest tells it. */
export interface ManifestChunk {
  file: string;
  src?: string;
  isEntry?: boolean;
  /** Keys of the manifest that load with this one. */
  imports?: string[];
  /** Keys of the manifest that load when code asks for them. */
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}

/** Vite's `manifest.json`: chunks by key, which is a source path or the chunk's name. */
export type PagesManifest = Record<string, ManifestChunk>;

/**
 * The files that the first visit of a page loads: the HTML, its entry, the page's own route chunks, and
 * what these import or will soon ask for.
 *
 * @param route - Name of the page's route file in `routes/`, without its ending: `index`, `workers`.
 */
export function firstLoad(manifest: PagesManifest, route: string): string[] {
  const files = new Set<string>(["index.html"]);
  const seen = new Set<string>();
  const visit = (key: string, dynamic: boolean): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) visit(next, dynamic);
    // The entry asks for the chunks of every route, a route only for its own.
    if (dynamic) for (const next of chunk.dynamicImports ?? []) visit(next, dynamic);
  };
  for (const key of entryKeys(manifest)) visit(key, false);
  for (const key of routeKeys(manifest, route)) visit(key, true);
  return [...files];
}

function entryKeys(manifest: PagesManifest): string[] {
  return Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
}

/** Chunks split off `routes/workers.tsx`, `routes/workers.index.tsx`, …, but not off its children by id. */
function routeKeys(manifest: PagesManifest, route: string): string[] {
  const own = new RegExp(`/routes/(__root|${route}|${route}[./](index|route))\\.tsx(\\?|$)`);
  return Object.keys(manifest).filter((key) => own.test(`/${key}`) && !manifest[key]?.isEntry);
}
