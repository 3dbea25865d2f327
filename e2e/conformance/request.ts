import { expectEqual, expectHeader, Mismatch } from "./check.ts";
import { errorShape, shaped } from "./shapes.ts";
import type { Target } from "./target.ts";

/** A complete response. */
export interface HttpResponse {
  status: number;
  headers: Headers;
  body: string;
  /** Its address, after redirects. */
  url: string;
}

/** Thrown when no response came. */
export class NoResponse extends Error {
  override readonly name = "NoResponse";
}

/**
 * Requests `path` under the plugin's base and reads the complete response.
 *
 * @throws NoResponse when the host can't be reached or takes longer than the target's timeout.
 */
export async function request(
  target: Target,
  path: string,
  options: { method?: string; headers?: Record<string, string>; redirect?: "manual" } = {},
): Promise<HttpResponse> {
  const { method = "GET", headers = {}, redirect = "follow" } = options;
  const address = path.startsWith("http") ? path : `${target.base}${path}`;
  // A host that guards against forged requests refuses a POST without its own origin.
  const origin = method === "GET" || method === "HEAD" ? {} : { origin: target.origin };
  try {
    const response = await fetch(address, {
      method,
      redirect,
      headers: { ...origin, ...target.headers, ...headers },
      signal: AbortSignal.timeout(target.timeout),
    });
    const body = await response.text();
    return { status: response.status, headers: response.headers, body, url: response.url };
  } catch (error) {
    throw new NoResponse(`no response to ${method} ${address}: ${reason(error, target.timeout)}`);
  }
}

/** The reason why a request failed. */
export function reason(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `nothing within ${timeout / 1000} s`;
  return "code" in error ? `${error.message} (${error.code})` : error.message;
}

/** The body as JSON; a Mismatch unless the response has that status and is JSON. */
export function jsonOf(response: HttpResponse, status = 200): unknown {
  expectEqual(`${response.url}: status`, response.status, status);
  expectHeader(response, "content-type", /^application\/json(; *charset="?utf-8"?)?$/i);
  return parsed(response.body);
}

/** Parses JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Mismatch("JSON", JSON.stringify(text.slice(0, 200)));
  }
}

/** Expects the body `{ "error": "…" }` and nothing else. */
export function expectError(response: HttpResponse, status: number): void {
  shaped(errorShape, jsonOf(response, status));
}
