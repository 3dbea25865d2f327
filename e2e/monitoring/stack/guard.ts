/** A host behind a guard that wants a credential, as an authentication plugin does. */
export interface Guard {
  readonly address: string;
  /** How the scrapes that were let through were encoded. */
  readonly encodings: ReadonlySet<string | null>;
  stop(): Promise<void>;
}

/** Starts a guard that lets requests with the token through to a host, and answers 401 to all others. */
export function startGuard(port: number, url: string, token: string): Guard {
  const encodings = new Set<string | null>();
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    async fetch({ headers, url: asked }) {
      if (headers.get("authorization") !== `Bearer ${token}`) {
        return new Response("who are you?", { status: 401 });
      }
      // Handed on as it came: neither unpacked nor packed on the way.
      const answer = await fetch(url + new URL(asked).pathname, { headers, decompress: false });
      encodings.add(answer.headers.get("content-encoding"));
      return new Response(await answer.arrayBuffer(), { headers: answer.headers });
    },
  });
  return { address: `127.0.0.1:${port}`, encodings, stop: () => server.stop(true) };
}
