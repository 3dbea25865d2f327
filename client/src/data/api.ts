import type { MetricsResponse } from "../../../server/types.ts";
import { isMetrics, isRecord, isStats, type Stats } from "./bodies.ts";

/** Why a request failed; the pages explain each and say what to do. */
export type ApiErrorKind =
  | "network"
  | "ended"
  | "unauthorized"
  | "forbidden"
  | "missing"
  | "unavailable"
  | "busy"
  | "html"
  | "malformed"
  | "http";

/** A failed request. */
export class ApiError extends Error {
  /**
   * @param kind why it failed
   * @param status the HTTP status, 0 without a response
   * @param detail the server's message, if there is one
   * @param retryAfterMs how long the server asks to wait, in ms
   */
  constructor(
    readonly kind: ApiErrorKind,
    readonly status = 0,
    readonly detail = "",
    readonly retryAfterMs = 0,
  ) {
    super(`${kind} ${status} ${detail}`.trim());
    this.name = "ApiError";
  }
}

/** The kind of error for a status; 503 with `Retry-After` means that too many feeds are open. */
export function errorKindOf(status: number, retryAfter: boolean): ApiErrorKind {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 503) return retryAfter ? "busy" : "unavailable";
  return "http";
}

/** The wait that a `Retry-After` asks for, in ms: at most ten minutes, 0 if it is absent or invalid. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 600_000) : 0;
}

/** Converts whatever a request threw to an {@link ApiError}. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError("network", 0, thrown instanceof Error ? thrown.message : String(thrown));
}

async function errorOf(response: Response): Promise<ApiError> {
  const header = response.headers.get("retry-after");
  const kind = errorKindOf(response.status, header !== null);
  const body: unknown = await response.json().catch(() => null);
  const message = isRecord(body) && typeof body.error === "string" ? body.error : "";
  return new ApiError(kind, response.status, message, retryAfterMs(header, Date.now()));
}

async function request(address: string, accept: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, {
    headers: { accept },
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw await errorOf(response);
  const type = response.headers.get("content-type") ?? "";
  // The host responds to an unknown path with the pages, a login wall with its own page.
  if (type.includes("html")) throw new ApiError("html", response.status);
  if (!type.includes(accept)) throw new ApiError("malformed", response.status, type);
  return response;
}

/** Requests JSON of a known shape. Rejects with an {@link ApiError}, or as `fetch` does. */
export async function requestJson<T>(
  address: string,
  check: (body: unknown) => body is T,
  signal: AbortSignal,
): Promise<{ body: T; instance: string | undefined }> {
  const response = await request(address, "application/json", signal);
  const body: unknown = await response.json().catch((thrown: unknown) => {
    if (signal.aborted) throw thrown;
    return undefined;
  });
  const instance = response.headers.get("x-metrics-instance") ?? undefined;
  if (check(body)) return { body, instance };
  throw new ApiError("malformed", response.status);
}

/** The endpoints below a mount address, which ends with a slash. */
export function endpoints(mount: string) {
  const at = (path: string) => new URL(`api/metrics/${path}`, mount).href;
  return {
    snapshot: at(""),
    stats: at("stats"),
    history: at("history"),
    feed: at("sse"),
    prometheus: at("prometheus"),
  };
}

/** Requests a snapshot. Rejects with an {@link ApiError}, or as `fetch` does. */
export async function getSnapshot(mount: string, signal: AbortSignal): Promise<MetricsResponse> {
  return (await requestJson(endpoints(mount).snapshot, isMetrics, signal)).body;
}

/** Requests the pool and all its workers. Rejects with an {@link ApiError}, or as `fetch` does. */
export async function getStats(mount: string, signal: AbortSignal): Promise<Stats> {
  const { body, instance } = await requestJson(endpoints(mount).stats, isStats, signal);
  return { ...body, instance };
}

/** Opens the live feed. Resolves to its text; rejects as {@link getSnapshot} does. */
export async function openFeed(
  mount: string,
  signal: AbortSignal,
): Promise<ReadableStream<string>> {
  const response = await request(endpoints(mount).feed, "text/event-stream", signal);
  if (response.body === null) throw new ApiError("malformed", response.status);
  return response.body.pipeThrough(new TextDecoderStream());
}
