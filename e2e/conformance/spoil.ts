/** Changes a response so that it breaks the contract. */
export type Spoil = (response: Response, request: Request) => Response | Promise<Response>;

/** Changes the body of a 200. */
export function body(change: (text: string) => string): Spoil {
  return async (response) => {
    const text = await response.text();
    return new Response(response.status === 200 ? change(text) : text, response);
  };
}

/** A JSON body, loosely typed so that it can be spoilt. */
interface Body {
  pool: Record<string, number>;
  workers: Record<string, unknown>[];
  uptime: number;
  timestamp: string;
}

/** Changes the JSON body of a 200. */
export function json(change: (value: Body) => unknown): Spoil {
  return body((text) => text && JSON.stringify(change(JSON.parse(text))));
}

/** Changes the pool's figures in the JSON body of a 200. */
export function pool(change: (pool: Body["pool"]) => object): Spoil {
  return json((value) => ({ ...value, pool: { ...value.pool, ...change(value.pool) } }));
}

/** Changes the workers in the JSON body of a 200. */
export function workers(change: (rows: Body["workers"]) => object[]): Spoil {
  return json((value) => ({ ...value, workers: change(value.workers) }));
}

/** Changes the first worker in the JSON body of a 200. */
export function worker(change: object): Spoil {
  return workers(([first, ...rest]) => [{ ...first, ...change }, ...rest]);
}

/** Replaces the first match in the body of a 200. */
export function replace(from: string | RegExp, to: string): Spoil {
  return body((text) => text.replace(from, to));
}

/** Spoils only the responses to requests that match. */
export function only(matches: (request: Request) => boolean, spoil: Spoil): Spoil {
  return (response, request) => (matches(request) ? spoil(response, request) : response);
}

/** Responds with a page. */
export const page: Spoil = () =>
  new Response("<html>", { headers: { "content-type": "text/html" } });

/** Sets a header, or removes it. */
export function header(name: string, value?: string): Spoil {
  return (response) => {
    if (value === undefined) response.headers.delete(name);
    else response.headers.set(name, value);
    return response;
  };
}

/** Changes the feed event by event; `undefined` ends it. */
export function feed(
  change: (text: string, index: number) => string | undefined | Promise<string>,
): Spoil {
  return (response) => {
    let index = 0;
    const encoder = new TextEncoder();
    const decoder = new TextDecoder();
    const spoiled = new TransformStream<Uint8Array, Uint8Array>({
      async transform(bytes, out) {
        const text = await change(decoder.decode(bytes), index++);
        if (text === undefined) out.terminate();
        else out.enqueue(encoder.encode(text));
      },
    });
    return new Response(response.body?.pipeThrough(spoiled), response);
  };
}

/** Replaces the first match in each event of the feed. */
export function feedReplace(from: string | RegExp, to: string): Spoil {
  return feed((text) => text.replace(from, to));
}
