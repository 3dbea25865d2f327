import { PATHS } from "./paths.ts";
import { empty } from "./responses.ts";

/**
 * Paths below the base that lead to an endpoint, and the endpoint. The host responds to any
 * other path with a page and 200, so that a probe or a scrape would never notice its mistake.
 */
export const REDIRECTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [PATHS.stats, PATHS.prometheus, PATHS.history, PATHS.feed].map((path) => [`${path}/`, path]),
  ),
  // Addresses of the metrics plugin that Buntime 0.2 comes with,
  "/api": PATHS.metrics,
  "/api/": PATHS.metrics,
  "/api/stats": PATHS.stats,
  "/api/prometheus": PATHS.prometheus,
  "/api/sse": PATHS.feed,
  // and of the one that 0.5 comes with.
  "/prometheus": PATHS.prometheus,
  "/admin": PATHS.metrics,
  "/admin/": PATHS.metrics,
  "/admin/stats": PATHS.stats,
  "/admin/sse": PATHS.feed,
};

/**
 * Redirects a request to another path of the plugin, its query included. The location is relative: it holds
 * at any base, and behind a proxy that puts a prefix before it.
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
