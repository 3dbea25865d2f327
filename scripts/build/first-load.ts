/** A file of the pages in Vite's manifest. */
interface ManifestChunk {
  file: string;
  /** The chunk's name, for one of several modules that of its group in `vite.config.ts`. */
  name?: string;
  src?: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  /** Keys of the chunks that load with this one. */
  imports?: string[];
  css?: string[];
  assets?: string[];
}

/** Vite's `manifest.json`: chunks by key, which is a source path or the chunk's name. */
export type PagesManifest = Record<string, ManifestChunk>;

/** A page: its route file in `routes/` without its ending, and its texts in `i18n/<locale>/`, as an expression. */
export interface PageParts {
  route: string;
  /** The group in `vite.config.ts` that the route's component is in, if it is in one. */
  group?: string;
  texts: string;
  /** Sources of what the page loads by itself after the first paint. */
  later?: readonly string[];
}

/**
 * The files that a first visit of a page loads without a click: the HTML, its entry, the page's own route
 * chunks, the texts of one language, and what these import.
 *
 * @param locale - One of {@link localesOf}.
 */
export function firstLoad(manifest: PagesManifest, page: PageParts, locale: string): string[] {
  const texts = new RegExp(`/i18n/${locale}/(common|${page.texts})\\.ts$`);
  const keys = Object.keys(manifest).filter(
    (key) =>
      manifest[key]?.isEntry === true ||
      isRoute(key, page.route) ||
      (page.group !== undefined && manifest[key]?.name === page.group) ||
      texts.test(`/${key}`) ||
      page.later?.some((source) => key.endsWith(source)),
  );
  const files = new Set<string>(["index.html"]);
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
  };
  keys.forEach(visit);
  return [...files];
}

/** The locales that have texts. */
export function localesOf(manifest: PagesManifest): string[] {
  const locales = Object.keys(manifest).map(
    (key) => /\/i18n\/([\w-]+)\/common\.ts$/.exec(key)?.[1],
  );
  return locales.filter((locale) => locale !== undefined);
}

/** Whether a chunk was split off `routes/workers.tsx`, `routes/workers.index.tsx`, …, but not off a child with an id. */
function isRoute(key: string, route: string): boolean {
  return new RegExp(`/routes/(__root|${route}|${route}[./](index|route))\\.tsx(\\?|$)`).test(
    `/${key}`,
  );
}
