import { expectEqual, expectThat, Mismatch } from "./check.ts";
import type { Target } from "./target.ts";

/** A complete response. */
export interface Answer {
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
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/**
 * Requests `path` under the plugin's base and reads the complete response.
 *
 * @throws NoAnswer when the host can't be reached or takes longer than the target's timeout.
 */
export async function ask(
  target: Target,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
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
    throw new NoAnswer(`no response to ${method} ${address}: ${reason(error, target.timeout)}`);
  }
}

/** A host that guards against forged requests refuses a POST without its own origin. */
function originOf({ origin }: Target, method: string): Record<string, string> {
  return method === "GET" || method === "HEAD" ? {} : { origin };
}

/** Why a request failed, in words without a stack. */
export function reason(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `nothing within ${timeout / 1000} s`;
  return "code" in error ? `${error.message} (${error.code})` : error.message;
}

/** The body as JSON; a Mismatch unless the response has that status and is JSON. */
export function jsonOf(answer: Answer, status = 200): unknown {
  expectEqual(`${answer.url}: status`, answer.status, status);
  expectJsonType(answer);
  return parsed(answer.body);
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
export function expectJsonType(answer: Answer): void {
  const type = answer.headers.get("content-type") ?? "none";
  const isJson = /^application\/json(; *charset="?utf-8"?)?$/i.test(type);
  expectThat(isJson, "content-type application/json", type);
}

/** Expects the body `{ "error": "…" }` and nothing else. */
export function expectError(answer: Answer, status: number): void {
  const body = jsonOf(answer, status);
  const keys = body !== null && typeof body === "object" ? Object.entries(body) : [];
  const [[key, text] = []] = keys;
  const isError = keys.length === 1 && key === "error" && typeof text === "string" && text !== "";
  expectThat(isError, 'the body { "error": "…" }', body);
}
