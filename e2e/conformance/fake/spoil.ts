import type { Flaws } from "./host.ts";

type Answer = NonNullable<Flaws["answer"]>;

/** Spoils the body of a path's successful answers. */
export function body(at: string, change: (text: string) => string): Flaws {
  return only(at, async (response) => new Response(change(await response.text()), response));
}

/** Spoils the body of a path's successful answers, which is JSON. */
export function json(at: string, change: (value: JsonBody) => unknown): Flaws {
  return body(at, (text) => JSON.stringify(change(JSON.parse(text))));
}

/** A JSON answer, loosely enough that a flaw can be put into it. */
export interface JsonBody {
  pool: Record<string, unknown>;
  workers: Record<string, unknown>[];
  [key: string]: unknown;
}

/** Sets a header of a path's answers, or takes it away. */
export function header(at: string, name: string, value?: string): Flaws {
  return only(at, (response) => {
    const headers = new Headers(response.headers);
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
    return new Response(response.body, { status: response.status, headers });
  });
}

/** Answers a path otherwise than it should be. */
export function replace(at: string, make: (request: Request) => Response | undefined): Flaws {
  return only(at, (response, request) => make(request) ?? response);
}

function only(at: string, spoil: (response: Response, request: Request) => ReturnType<Answer>) {
  return {
    answer: ((response, request, path) =>
      path === at ? spoil(response, request) : response) satisfies Answer,
  };
}
