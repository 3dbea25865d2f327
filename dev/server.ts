import type { Logger } from "./log.ts";
import type { NativeRoutes } from "./plugin/types.ts";

/** What an HTTP server is started with. */
export interface ServerOptions {
  port: number;
  hostname: string;
  logger: Logger;
  /** Handles requests that have no native route. */
  router(request: Request): Promise<Response>;
}

type Table = Bun.Serve.Routes<undefined, string>;

/** `Bun.serve` with a table of native routes that can be replaced. */
export class DevServer {
  readonly #server: Bun.Server<undefined>;

  constructor(
    readonly options: ServerOptions,
    routes: NativeRoutes | undefined,
  ) {
    this.#server = Bun.serve({
      port: options.port,
      hostname: options.hostname,
      // As on the real host: without it, Bun ends a silent stream after 10 s.
      idleTimeout: 0,
      development: false,
      // Bun 1.4 turns it on with `development: false`: a second host would share the port unnoticed.
      reusePort: false,
      ...this.#handlers(routes),
    });
  }

  get port(): number {
    return this.#server.port ?? this.options.port;
  }

  /** The address to call it at from this machine. */
  get url(): string {
    const { hostname } = this.options;
    const everywhere = hostname === "0.0.0.0" || hostname === "::";
    const host = everywhere ? "127.0.0.1" : hostname;
    return `http://${host.includes(":") ? `[${host}]` : host}:${this.port}`;
  }

  /** Replaces the table of native routes. */
  replaceRoutes(routes: NativeRoutes | undefined): void {
    this.#server.reload(this.#handlers(routes));
  }

  /** Stops listening and closes every connection. */
  stop(): Promise<void> {
    return this.#server.stop(true);
  }

  #handlers(routes: NativeRoutes | undefined) {
    const { router, logger } = this.options;
    return {
      routes: (routes ?? {}) as Table,
      fetch: router,
      error(error: Error): Response {
        logger.error("a native route failed", error);
        return Response.json({ error: "internal error" }, { status: 500 });
      },
    };
  }
}
