import { expectEqual, expectThat, Mismatch } from "./check.ts";
import type { Target } from "./target.ts";

/** A complete response. */
export interface HttpResponse {
  status: number;
  headers: Headers;
  body: string;
  /** Its address, after redirects. */
  url: string;
}

/** What a request has besides its path. */
interface RequestOptions {
  method?: string;
  headers?: Record<string, string>;
  /** Default `follow`. */
  redirect?: "follow" | "manual";
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
  options: RequestOptions = {},
): Promise<HttpResponse> {
  const { method = "GET", headers = {}, redirect = "follow" } = options;
  const address = path.startsWith("http") ? path : `${target.base}${path}`;
  try {
    const response = await fetch(address, {
      method,
      redirect,
      headers: { ...originOf(target, method), ...target.headers, ...headers },
      signal: AbortSignal.timeout(target.timeout),
    });
    const body = await response.text();
    return { status: response.status, headers: response.headers, body, url: response.url };
  } catch (error) {
    throw new NoResponse(`no response to ${method} ${address}: ${reason(error, target.timeout)}`);
  }
}

/** A host that guards against forged requests refuses a POST without its own origin. */
function originOf({ origin }: Target, method: string): Record<string, string> {
  return method === "GET" || method === "HEAD" ? {} : { origin };
}

/** Why a request failed, in words. */
export function reason(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `nothing within ${timeout / 1000} s`;
  return "code" in error ? `${error.message} (${error.code})` : error.message;
}

/** The body as JSON; a Mismatch unless the response has that status and is JSON. */
export function jsonOf(response: HttpResponse, status = 200): unknown {
  expectEqual(`${response.url}: status`, response.status, status);
  expectJsonType(response);
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

/** Expects `application/json`, with any spelling of the charset. */
export function expectJsonType(response: HttpResponse): void {
  const type = response.headers.get("content-type") ?? "none";
  const isJson = /^application\/json(; *charset="?utf-8"?)?$/i.test(type);
  expectThat(isJson, "content-type application/json", type);
}

/** Expects the body `{ "error": "…" }` and nothing else. */
export function expectError(response: HttpResponse, status: number): void {
  const body = jsonOf(response, status);
  const keys = body !== null && typeof body === "object" ? Object.entries(body) : [];
  const [[key, text] = []] = keys;
  const isError = keys.length === 1 && key === "error" && typeof text === "string" && text !== "";
  expectThat(isError, 'the body { "error": "…" }', body);
}
