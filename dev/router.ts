import { type Apps, routeToApp } from "./apps.ts";
import type { Logger } from "./log.ts";
import type { LoadedPlugin } from "./plugin/load.ts";
import {
  handleAtMount,
  isRead,
  isUnder,
  redirect,
  rewrite,
  type SendToApp,
} from "./plugin/mount.ts";
import { QueueFullError } from "./pool/gate.ts";
import type { AppSpec } from "./pool/types.ts";
import { shellResponse } from "./shell/shell.ts";

/** What the router needs of the host. */
interface RouterParts {
  apps: Apps;
  logger: Logger;
  /** Sends a request to an app in the pool. */
  send: SendToApp;
  /** The current plugin; a reload changes it. */
  plugin(): LoadedPlugin;
  reload(): Promise<void>;
}

/** Handles every request that has no native route. */
export function createRouter(parts: RouterParts): (request: Request) => Promise<Response> {
  return async (request) => {
    // A Host header that isn't an address: a proxy would also return 400.
    if (!URL.canParse(request.url)) return new Response(null, { status: 400 });
    return route(parts, request).catch((error) => {
      parts.logger.error(`${request.method} ${new URL(request.url).pathname} failed`, error);
      return Response.json({ error: "internal error" }, { status: 500 });
    });
  };
}

async function route(parts: RouterParts, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const { manifest, impl } = parts.plugin();
  const sendToApp: SendToApp = (spec, inner) => sendSafely(parts, spec, inner);
  if (isUnder(manifest.base, pathname)) {
    return impl ? handleAtMount(manifest, impl, sendToApp, request) : notFound(pathname);
  }
  if (pathname === "/api/plugins/reload") return handleReload(parts, request);
  const shell = shellResponse(pathname, manifest);
  return shell ?? handleApp(parts.apps, sendToApp, request);
}

async function handleApp(apps: Apps, sendToApp: SendToApp, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const found = routeToApp(apps, pathname);
  if (!found) return notFound(pathname);
  if (!found.hasSlash && isRead(request)) return redirect(`${pathname}/${search}`);
  return sendToApp(found.spec, rewrite(request, pathname.slice(0, -found.path.length)));
}

/** The app's response, or the host's own if the worker fails. */
async function sendSafely(parts: RouterParts, spec: AppSpec, request: Request): Promise<Response> {
  try {
    return await parts.send(spec, request);
  } catch (error) {
    const status = error instanceof QueueFullError ? 503 : 500;
    parts.logger.debug(`app failed with ${status}`, { app: spec.key }, error);
    return Response.json({ error: status === 500 ? "the app failed" : String(error) }, { status });
  }
}

async function handleReload(parts: RouterParts, request: Request): Promise<Response> {
  if (request.method !== "POST") {
    const headers = { allow: "POST" };
    return Response.json({ error: "expected POST" }, { status: 405, headers });
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
