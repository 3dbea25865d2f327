import type { Entrypoint } from "../target.ts";
import { refusal } from "./api.ts";

const page = `<!doctype html><html><head><base href="/metrics/" /><link rel="stylesheet" href="./assets/a-1.css">
<script type="module" src="./assets/a-1.js"></script></head><body></body></html>`;
const files: Record<string, [type: string, body: string]> = {
  "/assets/a-1.css": ["text/css", "body{}"],
  "/assets/a-1.js": ["text/javascript", 'import("./b-2.js")'],
  "/assets/b-2.js": ["text/javascript", "export{}"],
};

/** Answers as the pages' worker does, in either of its two ways. */
export function answerPage(request: Request, path: string, entrypoint: Entrypoint): Response {
  const own = entrypoint === "worker";
  if (files[path] !== undefined) return fileOf(files[path], request, own);
  if (own && path.startsWith("/api/")) return refusal(404);
  if (own && path.startsWith("/assets/")) return new Response("not found", { status: 404 });
  const caching = own ? { "cache-control": "no-store" } : {};
  return new Response(page, {
    headers: { "content-type": "text/html; charset=utf-8", ...caching },
  });
}

function fileOf([type, body]: [string, string], request: Request, own: boolean): Response {
  const etag = `"${Bun.hash(body)}"`;
  const caching = { etag, "cache-control": "public, max-age=31536000, immutable" };
  if (own && request.headers.get("if-none-match") === etag) {
    return new Response(null, { status: 304, headers: caching });
  }
  return new Response(body, { headers: { "content-type": type, ...(own ? caching : {}) } });
}
