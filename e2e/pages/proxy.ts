/** What a proxy does with a request: its own answer, or none where it hands the request on. */
export type Meddling = (path: string) => Response | Promise<Response> | undefined;

/** A proxy between the browser and a host. Disposing of it (`using`) stops it. */
export interface Proxy extends Disposable {
  readonly url: string;
  /** What it does from now on. */
  meddle: Meddling;
}

/** Starts a proxy before a host that hands on whatever it is not told to answer itself. */
export function startProxy(host: string): Proxy {
  const proxy = { meddle: (() => undefined) as Meddling };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 0,
    async fetch({ url, method, headers, signal }) {
      const { pathname, search } = new URL(url);
      const own = proxy.meddle(pathname);
      if (own) return own;
      const answer = await fetch(host + pathname + search, { method, headers, signal });
      // It comes unpacked, and its length is then another.
      const kept = new Headers(answer.headers);
      kept.delete("content-encoding");
      kept.delete("content-length");
      return new Response(answer.body, { status: answer.status, headers: kept });
    },
  });
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${server.port}`,
    [Symbol.dispose]: () => void server.stop(true),
  });
}

/** A feed that has begun, but whose body is held back. */
export function heldBack(): Response {
  const silent = new ReadableStream({ start() {} });
  return new Response(silent, { headers: { "content-type": "text/event-stream" } });
}

/** A feed of which not even the head comes through. */
export function heldBackWhole(): Promise<Response> {
  return new Promise(() => {});
}
