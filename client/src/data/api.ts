import type {
  ActivityResponse,
  MetricsResponse,
  StatsResponse,
  WorkerRow,
} from "../../../server/types.ts";

/** Why an answer could not be used; each has a sentence in the pages that says what to do. */
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

/** An answer that could not be used. */
export class ApiError extends Error {
  /**
   * @param kind what it was
   * @param status the HTTP status, 0 when there was none
   * @param detail the server's own words, where it gave any
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

/** `stats` as the pages use it: the rows carry more than the documented fields. */
export interface Stats extends StatsResponse {
  workers: WorkerRow[];
}

/** The kind of a refusing status; 503 with `Retry-After` means too many feeds are open. */
export function kindOf(status: number, retryAfter: boolean): ApiErrorKind {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 503) return retryAfter ? "busy" : "unavailable";
  return "http";
}

/** Milliseconds that a `Retry-After` asks for; 0 for none or nonsense; at most ten minutes. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 600_000) : 0;
}

/** Turns whatever was thrown while asking into an {@link ApiError}. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError("network", 0, thrown instanceof Error ? thrown.message : String(thrown));
}

async function refusal(response: Response): Promise<ApiError> {
  const header = response.headers.get("retry-after");
  const kind = kindOf(response.status, header !== null);
  const body: unknown = await response.json().catch(() => null);
  const told = isRecord(body) && typeof body.error === "string" ? body.error : "";
  return new ApiError(kind, response.status, told, retryAfterMs(header, Date.now()));
}

async function ask(address: string, accept: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, {
    headers: { accept },
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw await refusal(response);
  const type = response.headers.get("content-type") ?? "";
  // The host answers an unknown path with the pages themselves, and a login wall with its own page.
  if (type.includes("html")) throw new ApiError("html", response.status);
  if (!type.includes(accept)) throw new ApiError("malformed", response.status, type);
  return response;
}

async function askJson<T>(
  address: string,
  check: (body: unknown) => body is T,
  signal: AbortSignal,
): Promise<T> {
  const response = await ask(address, "application/json", signal);
  const body: unknown = await response.json().catch((thrown: unknown) => {
    if (signal.aborted) throw thrown;
    return undefined;
  });
  if (check(body)) return body;
  throw new ApiError("malformed", response.status);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const POOL_NUMBERS = ["size", "active", "idle", "creating", "total", "utilization"] as const;

function hasPool(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  const { pool } = value;
  return isRecord(pool) && POOL_NUMBERS.every((name) => Number.isFinite(pool[name]));
}

/** Whether a body is a pool snapshot. */
export function isMetrics(body: unknown): body is MetricsResponse {
  return hasPool(body) && typeof body.uptime === "number" && typeof body.timestamp === "string";
}

/** Whether a body is the pool's activity. */
export function isActivity(body: unknown): body is ActivityResponse {
  return isRecord(body) && typeof body.timestamp === "string";
}

function isRow(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.id === "string" &&
    typeof value.app === "string" &&
    typeof value.state === "string" &&
    isRecord(value.memory)
  );
}

/** Whether a body is the pool with its workers. */
export function isStats(body: unknown): body is Stats {
  return hasPool(body) && Array.isArray(body.workers) && body.workers.every(isRow);
}

/** The four endpoints below a mount address (with a slash at its end). */
export function endpoints(mount: string) {
  const at = (path: string) => new URL(`api/metrics/${path}`, mount).href;
  return { snapshot: at(""), stats: at("stats"), feed: at("sse"), prometheus: at("prometheus") };
}

/** Asks for one snapshot. Rejects with an {@link ApiError}, or as `fetch` does. */
export function getSnapshot(mount: string, signal: AbortSignal): Promise<MetricsResponse> {
  return askJson(endpoints(mount).snapshot, isMetrics, signal);
}

/** Asks for the pool and all its workers. Rejects with an {@link ApiError}, or as `fetch` does. */
export function getStats(mount: string, signal: AbortSignal): Promise<Stats> {
  return askJson(endpoints(mount).stats, isStats, signal);
}

/** Opens the live feed and answers its text as it comes. Rejects as {@link getSnapshot} does. */
export async function openFeed(
  mount: string,
  signal: AbortSignal,
): Promise<ReadableStream<string>> {
  const response = await ask(endpoints(mount).feed, "text/event-stream", signal);
  if (response.body === null) throw new ApiError("malformed", response.status);
  return response.body.pipeThrough(new TextDecoderStream());
}

/** Whether the scrape address answers: `off` when the manifest has `prometheus: false`. */
export async function scrapeState(mount: string): Promise<"on" | "off" | "unknown"> {
  const address = endpoints(mount).prometheus;
  const response = await fetch(address, { method: "HEAD", cache: "no-store" });
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 404 || type.includes("html")) return "off";
  return response.ok || response.status === 503 ? "on" : "unknown";
}
