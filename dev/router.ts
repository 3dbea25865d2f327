import { type Apps, routeToApp } from "./apps.ts";
import type { Logger } from "./log.ts";
import type { LoadedPlugin } from "./plugin/load.ts";
import { type AskApp, answerAtMount, isRead, isUnder, redirect, rewrite } from "./plugin/mount.ts";
import { QueueFullError } from "./pool/gate.ts";
import type { AppSpec } from "./pool/types.ts";
import { answerShell } from "./shell/shell.ts";

/** What the router needs of the host. */
export interface RouterParts {
  apps: Apps;
  logger: Logger;
  /** Runs an app in the pool. */
  ask: AskApp;
  /** The current plugin; a reload changes it. */
  plugin(): LoadedPlugin;
  reload(): Promise<void>;
}

/** Answers every request that the table of native routes doesn't. */
export function createRouter(parts: RouterParts): (request: Request) => Promise<Response> {
  return async (request) => {
    // A Host header that makes no address: the same that a proxy before it would have said.
    if (!URL.canParse(request.url)) return new Response(null, { status: 400 });
    const id = request.headers.get("x-request-id") ?? crypto.randomUUID();
    const response = await route(parts, request).catch((error) => {
      parts.logger.error(`${request.method} ${new URL(request.url).pathname} failed`, error);
      return Response.json({ error: "internal error" }, { status: 500 });
    });
    return withHeader(response, "x-request-id", id);
  };
}

async function route(parts: RouterParts, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const { manifest, impl } = parts.plugin();
  const askApp: AskApp = (spec, inner) => askSafely(parts, spec, inner);
  if (isUnder(manifest.base, pathname)) {
    return impl ? answerAtMount(manifest, impl, askApp, request) : notFound(pathname);
  }
  if (pathname === "/api/plugins/reload") return answerReload(parts, request);
  const shell = answerShell(pathname, manifest);
  return shell ?? answerApp(parts.apps, askApp, request);
}

async function answerApp(apps: Apps, askApp: AskApp, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const found = routeToApp(apps, pathname);
  if (!found) return notFound(pathname);
  if (!found.hasSlash && isRead(request)) return redirect(`${pathname}/${search}`);
  return askApp(found.spec, rewrite(request, pathname.slice(0, -found.path.length)));
}

/** The app's response, or what the host says in its place when the worker fails. */
async function askSafely(parts: RouterParts, spec: AppSpec, request: Request): Promise<Response> {
  try {
    return await parts.ask(spec, request);
  } catch (error) {
    const status = statusOf(error);
    parts.logger.debug(`app answered ${status}`, { app: spec.key }, error);
    return Response.json({ error: status === 500 ? "the app failed" : String(error) }, { status });
  }
}

function statusOf(error: unknown): number {
  return error instanceof QueueFullError ? 503 : 500;
}

async function answerReload(parts: RouterParts, request: Request): Promise<Response> {
  if (request.method !== "POST") {
    const headers = { allow: "POST" };
    return Response.json({ error: "wanted POST" }, { status: 405, headers });
  }
  if (!isSameOrigin(request)) {
    return Response.json({ error: "another origin may not reload" }, { status: 403 });
  }
  await parts.reload();
  const { manifest, impl } = parts.plugin();
  return Response.json({ plugins: [{ name: manifest.name, loaded: impl !== undefined }] });
}

/** Browsers name the page's origin in a POST; other clients name none. */
function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  return origin === null || origin === new URL(request.url).origin;
}

function notFound(pathname: string): Response {
  return Response.json({ error: `nothing is at ${pathname}` }, { status: 404 });
}

function withHeader(response: Response, name: string, value: string): Response {
  try {
    response.headers.set(name, value);
    return response;
  } catch {
    // A response that was fetched has headers that can't be changed.
    const headers = new Headers(response.headers);
    headers.set(name, value);
    return new Response(response.body, { status: response.status, headers });
  }
}
