import { PATHS } from "./paths.ts";
import { empty } from "./responses.ts";

/**
 * Redirects by path below the base, each to an endpoint. The host returns a page with 200 for any other path,
 * so a probe or a scrape would not notice its mistake.
 */
export const REDIRECTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [PATHS.stats, PATHS.prometheus, PATHS.history, PATHS.feed].map((path) => [`${path}/`, path]),
  ),
  // Paths of the metrics plugin bundled with Buntime 0.2,
  "/api": PATHS.metrics,
  "/api/": PATHS.metrics,
  "/api/stats": PATHS.stats,
  "/api/prometheus": PATHS.prometheus,
  "/api/sse": PATHS.feed,
  // and of the one bundled with 0.5.
  "/prometheus": PATHS.prometheus,
  "/admin": PATHS.metrics,
  "/admin/": PATHS.metrics,
  "/admin/stats": PATHS.stats,
  "/admin/sse": PATHS.feed,
};

/**
 * Redirects a request to another path of the plugin, and keeps its query. The location is relative, so it works at
 * any base and behind a proxy that adds a prefix.
 */
export function redirect(request: Request, to: string): Response {
  const { pathname, search } = new URL(request.url);
  return empty(308, { location: relativePath(pathname, to) + search });
}

/** The shortest relative reference from one path to another, both absolute. */
function relativePath(from: string, to: string): string {
  const folders = from.split("/").slice(1, -1);
  const steps = to.split("/").slice(1);
  let common = 0;
  while (common < steps.length - 1 && folders[common] === steps[common]) common++;
  return "../".repeat(folders.length - common) + steps.slice(common).join("/");
}
