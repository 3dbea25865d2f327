import type { Logger } from "./log.ts";
import type { NativeRoutes } from "./plugin/types.ts";

/** What answers requests: full paths first, and for all others the router. */
export interface Handlers {
  routes: NativeRoutes | undefined;
  router(request: Request): Promise<Response>;
  logger: Logger;
}

/** The handlers as `Bun.serve` and `Server.reload` take them. */
export function bunHandlers({ routes = {}, router, logger }: Handlers) {
  return {
    routes: routes as Bun.Serve.Routes<undefined, string>,
    fetch: router,
    error(error: Error): Response {
      logger.error("a native route failed", error);
      return Response.json({ error: "internal error" }, { status: 500 });
    },
  };
}

/** Starts to listen. Throws if the port is taken. */
export function listen(port: number, hostname: string, handlers: Handlers): Bun.Server<undefined> {
  return Bun.serve({
    ...{ port, hostname },
    // As on the real host: without it, Bun ends a silent stream after 10 s.
    idleTimeout: 0,
    development: false,
    // Bun 1.4 turns it on with `development: false`: a second host would share the port unnoticed.
    reusePort: false,
    ...bunHandlers(handlers),
  });
}

/** The address to call a server at from this machine, without a slash at the end. */
export function addressOf({ hostname, port }: Bun.Server<undefined>): string {
  const host = hostname === "0.0.0.0" || hostname === "::" ? "127.0.0.1" : (hostname ?? "");
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
