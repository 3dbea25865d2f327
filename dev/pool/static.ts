import { dirname, join, sep } from "node:path";

/**
 * Serves the folder of an HTML file as a single-page app: a file by its path, with its type and
 * without cache headers; for anything else the page itself, with 200. Rejects without the page.
 */
export async function createStaticHandler(
  page: string,
): Promise<(request: Request) => Promise<Response>> {
  if (!(await Bun.file(page).exists())) throw new Error(`there is no ${page}: is it built?`);
  const root = dirname(page);
  return async (request) => {
    const path = filePath(root, new URL(request.url).pathname);
    const file = path === undefined ? undefined : Bun.file(path);
    return new Response(file && (await file.exists()) ? file : Bun.file(page));
  };
}

/**
 * The file that a path asks for, or `undefined` when that would be outside of the folder. As on the real
 * host it is looked up as it was sent, percent-encoded.
 */
function filePath(root: string, pathname: string): string | undefined {
  const path = join(root, pathname);
  return path.startsWith(root + sep) ? path : undefined;
}
