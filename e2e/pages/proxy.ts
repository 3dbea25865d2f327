/** The proxy's own response to a request for a path; `undefined` to pass it on. */
export type Handler = (path: string) => Response | Promise<Response> | undefined;

/** A proxy between the browser and a host. Disposing of it (`using`) stops it. */
export interface HostProxy extends Disposable {
  readonly url: string;
  readonly port: number;
  /** Handles subsequent requests. */
  handler: Handler;
}

export const passOn: Handler = () => undefined;

/** Whether a path or an address is one of the plugin's API. */
export const isApi = (path: string): boolean => path.includes("/api/");

/**
 * Starts a proxy that passes on every request that its handler does not respond to.
 *
 * @param port - Default: a free one.
 */
export function startProxy(host: string, port = 0): HostProxy {
  const proxy = { handler: passOn };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    idleTimeout: 0,
    async fetch({ url, method, headers, signal }) {
      const { pathname, search } = new URL(url);
      const own = proxy.handler(pathname);
      if (own) return own;
      // A new connection: a kept-alive one may be closing.
      const options = { method, headers, signal, keepalive: false };
      const response = await fetch(host + pathname + search, options);
      // `fetch` has decompressed the body.
      const kept = new Headers(response.headers);
      kept.delete("content-encoding");
      kept.delete("content-length");
      return new Response(response.body, { status: response.status, headers: kept });
    },
    // Otherwise a failed request to the host would be an error of the current test.
    error: () => new Response("bad gateway", { status: 502 }),
  });
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${server.port}`,
    port: Number(server.port),
    [Symbol.dispose]: () => void server.stop(true),
  });
}

/** A feed that has begun, but whose body is held back. */
export function heldBody(): Response {
  const silent = new ReadableStream({ start() {} });
  return new Response(silent, { headers: { "content-type": "text/event-stream" } });
}

/** An error as the API sends it. */
export function refusal(status: number, error = "refused by the proxy"): Response {
  return Response.json({ error }, { status });
}
