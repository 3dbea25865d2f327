/** The manifest's `publicRoutes`: paths below the base, or lists of them by method. */
export type PublicRoutes = readonly string[] | { readonly [method: string]: readonly string[] };

/** Whether a request needs no key. */
export type IsPublic = (method: string, path: string) => boolean;

/**
 * Compiles the manifest's `publicRoutes` with the host's rules: a list applies to all methods, as `ALL` in a record does;
 * `*` matches any characters except `/`, `**` any characters, `?` one. Unlike in the host, a path that is public for GET
 * is also public for HEAD.
 */
export function compilePublicRoutes(routes: PublicRoutes = []): IsPublic {
  const byMethod = isList(routes) ? { ALL: routes } : routes;
  const compiled = new Map(
    Object.entries(byMethod).map(([method, globs]) => [method, globs.map(patternOf)]),
  );
  const matches = (method: string, path: string) =>
    compiled.get(method)?.some((pattern) => pattern.test(path)) ?? false;
  return (method, path) =>
    matches("ALL", path) || matches(method, path) || (method === "HEAD" && matches("GET", path));
}

function isList(routes: PublicRoutes): routes is readonly string[] {
  return Array.isArray(routes);
}

function patternOf(glob: string): RegExp {
  const wildcards: Record<string, string> = { "**": "[^]*", "*": "[^/]*", "?": "[^]" };
  const source = glob.replace(
    /\*\*|[*?.+^${}()|[\]\\]/g,
    (special) => wildcards[special] ?? `\\${special}`,
  );
  return new RegExp(`^${source}$`);
}
