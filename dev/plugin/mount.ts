import type { Manifest } from "../manifest.ts";
import type { AppSpec } from "../pool/types.ts";
import type { PluginImpl } from "./types.ts";

/** Sends a request to an app's worker. */
export type SendToApp = (spec: AppSpec, request: Request) => Promise<Response>;

/** Whether a path is the mount point itself or below it. */
export function isUnder(base: string, pathname: string): boolean {
  return pathname === base || pathname.startsWith(`${base}/`);
}

/**
 * Handles a request at or below a plugin's base: the plugin's routes first, and, since a 404 of these is
 * not final, the worker of its pages.
 */
export async function handleAtMount(
  manifest: Manifest,
  impl: PluginImpl,
  sendToApp: SendToApp,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === manifest.base && isRead(request)) {
    return redirect(`${manifest.base}/${url.search}`);
  }
  const inner = () => rewrite(request, manifest.base);
  const routed = await impl.routes?.fetch(inner());
  if (routed && routed.status !== 404) return routed;
  const page = await sendToApp(manifest.pages, inner());
  return manifest.injectBase ? injectBase(page, manifest.base) : page;
}

/** A permanent redirect that keeps the method. */
export function redirect(location: string): Response {
  return new Response(null, { status: 308, headers: { location } });
}

/** Whether a request only reads. */
export function isRead(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/** The same request with the prefix taken off its path; its body can be read again from the first. */
export function rewrite(request: Request, prefix: string): Request {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(prefix.length) || "/";
  return new Request(url, request.body ? request.clone() : request);
}

/** Adds the mount path to an HTML page, as a `<base>` at the beginning of its `<head>`. */
async function injectBase(response: Response, base: string): Promise<Response> {
  if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
  const html = await response.text();
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  const rewritten = html.replace("<head>", `<head><base href="${base}/" />`);
  return new Response(rewritten, { status: response.status, headers });
}
