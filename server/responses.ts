import {
  type Encoded,
  encodeOffThread,
  encodeText,
  OFF_THREAD_BYTES,
  prefersGzip,
} from "./compression.ts";
import { INSTANCE } from "./instance.ts";
import { LARGE_BYTES, type Outbound } from "./outbound.ts";
import type { ErrorResponse } from "./types.ts";

/** Headers of every response of the API. */
export const SAFE = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'self'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-metrics-instance": INSTANCE,
} as const;
const TYPES = { json: "application/json", text: "text/plain; charset=utf-8" } as const;

/** Headers of bodies that may be compressed. Copying a `Headers` object takes a response half as long as copying a record. */
const HEADERS = { json: headersOf("json"), text: headersOf("text") };

function headersOf(type: keyof typeof TYPES) {
  const identity = { ...SAFE, "content-type": TYPES[type], vary: "accept-encoding" };
  return {
    identity: new Headers(identity),
    gzip: new Headers({ ...identity, "content-encoding": "gzip" }),
  };
}

/** Headers in addition to {@link SAFE}. */
type HeaderRecord = Record<string, string>;

/** What a body is, and how to send it. */
interface BodyOptions {
  type: keyof typeof TYPES;
  request: Request;
  outbound: Outbound;
}

/** `Retry-After` of a refused large response, in seconds. */
const RETRY_SECONDS = "5";

/**
 * A 200 response, compressed if the client prefers it, or a 503 if too much is in flight.
 *
 * @param body - Must not be overwritten before a returned promise is fulfilled.
 * @returns A promise if it is compressed on another thread.
 */
export function compressible(
  body: Uint8Array<ArrayBuffer>,
  options: BodyOptions,
): Response | Promise<Response> {
  const accepted = options.request.headers.get("accept-encoding");
  const isLong = body.length >= OFF_THREAD_BYTES && prefersGzip(accepted);
  return isLong ? compressedOffThread(body, options) : sent(encodeText(body, accepted), options);
}

async function compressedOffThread(
  body: Uint8Array<ArrayBuffer>,
  options: BodyOptions,
): Promise<Response> {
  const encoded = await options.outbound.prepare(body.length, () => encodeOffThread(body));
  return encoded ? sent(encoded, options) : refused();
}

function sent(encoded: Encoded, { type, request, outbound }: BodyOptions): Response {
  const { body, coding } = encoded;
  const headers = HEADERS[type][coding];
  if (request.method === "HEAD") return withLength(new Response(null, { headers }), body.length);
  if (body.length < LARGE_BYTES) return new Response(body, { headers });
  const stream = outbound.send(body);
  return stream ? new Response(stream, { headers }) : refused();
}

function refused(): Response {
  const error = "too many large responses in flight; try again later";
  return failure(503, error, { "retry-after": RETRY_SECONDS });
}

/** A JSON response. */
export function json(body: unknown, status = 200, headers: HeaderRecord = {}): Response {
  const type = { "content-type": TYPES.json };
  return whole(Buffer.from(JSON.stringify(body)), status, { ...type, ...headers });
}

/** A plain-text response of one line. */
export function line(text: string, status: number): Response {
  return whole(Buffer.from(`${text}\n`), status, { "content-type": TYPES.text });
}

/** An error response: `{ "error": "…" }`. */
export function failure(status: number, error: string, headers: HeaderRecord = {}): Response {
  return json({ error } satisfies ErrorResponse, status, headers);
}

/** A response without a body. */
export function empty(status: number, headers: HeaderRecord): Response {
  return new Response(null, { status, headers: { ...SAFE, ...headers } });
}

function whole(body: Uint8Array<ArrayBuffer>, status: number, headers: HeaderRecord): Response {
  const response = new Response(body, { status, headers: { ...SAFE, ...headers } });
  return withLength(response, body.length);
}

/** Sets `content-length`, for HEAD: Bun sends 0 for a response without a body. */
function withLength(response: Response, length: number): Response {
  response.headers.set("content-length", String(length));
  return response;
}
