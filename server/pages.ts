import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

/** Assets are named by their content, so a cached copy is always valid. */
const IMMUTABLE = "public, max-age=31536000, immutable";

/** A name that can only be a file in the assets folder: no separator, no `..`, no percent-encoding. */
const ASSET = /^\/assets\/([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)$/;

/** The pages' own paths, which a reload requests; a worker's id is one segment. */
const PAGE = /^\/(?:index\.html|workers(?:\/[^/]+)?\/?)?$/;

/** The policy from `client/index.html`, and who may frame the pages, which only a header can set. */
const POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
  "img-src 'self' data:; base-uri 'self'; form-action 'none'; frame-ancestors 'self'",
].join("; ");

const SAFE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "content-security-policy": POLICY,
} as const;

/**
 * Serves the built pages of a folder: `index.html` for the paths of pages, the files of `assets/`,
 * and 404 for everything else. Only names that can't leave the folder are looked up.
 *
 * @param folder - The absolute path of the built client.
 */
export function pages(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return refuseMethod(request.method);
    const { pathname } = new URL(request.url);
    const response = await respond(folder, pathname, request);
    return request.method === "HEAD" ? new Response(null, response) : response;
  };
}

async function respond(folder: string, pathname: string, request: Request): Promise<Response> {
  if (pathname === "/api" || pathname.startsWith("/api/")) return notFound("no such endpoint");
  const [, asset] = ASSET.exec(pathname) ?? [];
  if (asset !== undefined) return serveAsset(folder, asset, request);
  if (pathname.startsWith("/assets")) return notFound("no such file");
  if (!isPlain(pathname)) return notFound("no such page");
  return servePage(folder, PAGE.test(pathname) ? 200 : 404);
}

async function serveAsset(folder: string, name: string, request: Request): Promise<Response> {
  const path = await fileIn(folder, join("assets", name));
  if (path === undefined) return notFound("no such file");
  const etag = `"${name}"`;
  const headers = { ...SAFE, etag, "cache-control": IMMUTABLE };
  if (matches(request.headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  const file = Bun.file(path);
  return new Response(file, { headers: { ...headers, "content-type": file.type } });
}

/** Never cached and without ETag: the host inserts its mount path into the HTML afterwards. */
async function servePage(folder: string, status: number): Promise<Response> {
  const path = await fileIn(folder, "index.html");
  if (path === undefined) return notFound("the pages are not built: run the build");
  const headers = {
    ...SAFE,
    "cache-control": "no-store",
    "content-type": "text/html; charset=utf-8",
  };
  return new Response(Bun.file(path), { status, headers });
}

/** The real path of a file in the folder; `undefined` when there is none, or a link leads out. */
async function fileIn(folder: string, name: string): Promise<string | undefined> {
  try {
    const [top, path] = await Promise.all([realpath(folder), realpath(join(folder, name))]);
    return path.startsWith(top + sep) && (await stat(path)).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a path can be decoded without path traversal. */
function isPlain(pathname: string): boolean {
  try {
    const decoded = decodeURIComponent(pathname);
    return !decoded.includes("\0") && !decoded.includes("\\") && !decoded.split("/").includes("..");
  } catch {
    return false;
  }
}

function matches(header: string | null, etag: string): boolean {
  const tags = header?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(etag) || tags.includes("*");
}

function refuseMethod(method: string): Response {
  const body = { error: `${method} is not allowed, only GET and HEAD` };
  return Response.json(body, { status: 405, headers: { ...SAFE, allow: "GET, HEAD" } });
}

function notFound(error: string): Response {
  return Response.json(
    { error },
    { status: 404, headers: { ...SAFE, "cache-control": "no-store" } },
  );
}
