/** A host behind a guard that requires a credential, as an authentication plugin does. */
export interface Guard {
  readonly address: string;
  /** How the scrapes that were let through were encoded. */
  readonly encodings: ReadonlySet<string | null>;
  stop(): Promise<void>;
}

/** Starts a guard that passes requests with the token on to a host, and responds to all others with 401. */
export function startGuard(url: string, token: string): Guard {
  const encodings = new Set<string | null>();
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch({ headers, url: asked }) {
      if (headers.get("authorization") !== `Bearer ${token}`) {
        return new Response("unauthorized", { status: 401 });
      }
      // Passed through as it is: neither decompressed nor compressed again.
      const answer = await fetch(url + new URL(asked).pathname, { headers, decompress: false });
      encodings.add(answer.headers.get("content-encoding"));
      return new Response(await answer.arrayBuffer(), { headers: answer.headers });
    },
  });
  return { address: `127.0.0.1:${server.port}`, encodings, stop: () => server.stop(true) };
}
