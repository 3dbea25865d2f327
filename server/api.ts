import type { Context } from "hono";
import { Hono } from "hono/tiny";
import type { Gate } from "./access/gate.ts";
import { OFF_THREAD_BYTES } from "./compression.ts";
import { parseHistoryQuery } from "./history-query.ts";
import { PATHS } from "./paths.ts";
import { PoolUnavailable } from "./pool-unavailable.ts";
import { BadQuery } from "./query.ts";
import { REDIRECTS, redirect } from "./redirects.ts";
import { compressible, empty, failure, json, line, SAFE } from "./responses.ts";
import type { MetricsService } from "./services.ts";
import { narrow, parseStatsQuery } from "./stats-query.ts";
import { formatStats } from "./stats-text.ts";
import { exceededOf, parseThresholds } from "./thresholds.ts";
import type { ExceededResponse } from "./types.ts";

/** The Prometheus endpoint's path below the plugin's base. */
export const PROMETHEUS_PATH = PATHS.prometheus;

const FEED_HEADERS = {
  ...SAFE,
  "cache-control": "no-cache, no-transform, no-store",
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
} as const;

/** Without `transfer-encoding` Bun sends HEAD a `content-length` of 0, which GET does not have. */
const FEED_HEAD = { ...FEED_HEADERS, "transfer-encoding": "chunked" } as const;

/** `Retry-After` for a client that finds the feed full, in seconds. */
const FEED_RETRY_SECONDS = "10";

/** Paths on which methods other than GET and HEAD are refused. */
const ENDPOINTS: ReadonlySet<string> = new Set([
  "/api/metrics",
  ...Object.values(PATHS),
  ...Object.keys(REDIRECTS),
]);

/**
 * Maximum length of a path below the base, in characters as sent, percent-encoded. The host's static file
 * server treats any other path as a file name, undecoded, and fails with 500 if the file system rejects it.
 */
export const MAX_PATH = 2000;

/** Creates the plugin's routes, relative to its base, for one service. */
export function createApi(service: MetricsService): Hono {
  const api = new Hono();
  const { feed, outbound } = service;
  const large = (c: Context, type: "json" | "text", body: Uint8Array<ArrayBuffer>) =>
    compressible(body, { type, request: c.req.raw, outbound });

  const get = (path: string, respond: Respond) => api.get(path, checked(service.gate, respond));

  // The router of hono/tiny also matches the path without the slash.
  get(PATHS.metrics, (c) => respondToProbe(service, paramsOf(c)));

  get(PATHS.stats, async (c) => {
    const query = parseStatsQuery(paramsOf(c));
    const { pool, workers: all } = await service.stats();
    const stats = { pool, workers: narrow(all, query) };
    if (query.format === "json") return large(c, "json", Buffer.from(JSON.stringify(stats)));
    return large(c, "text", Buffer.from(formatStats(stats, all.length)));
  });

  get(PATHS.history, (c) => {
    const { since } = parseHistoryQuery(paramsOf(c));
    return large(c, "json", Buffer.from(JSON.stringify(service.history.since(since))));
  });

  get(PATHS.prometheus, (c) => (service.scrapeEnabled ? scrape(c, service) : refuseScrape(c)));

  get(PATHS.feed, (c) => {
    // Hono also runs this handler for HEAD: it would open a stream that is never cancelled.
    if (c.req.method === "HEAD") return new Response(null, { headers: FEED_HEAD });
    const { raw, path } = c.req;
    const stream = feed.open(raw.signal, service.gate.hold(raw, path));
    if (stream) return new Response(stream, { headers: FEED_HEADERS });
    const reason = feed.isRetired ? "is being replaced" : "is full";
    const headers = { "retry-after": FEED_RETRY_SECONDS };
    return failure(503, `the live feed ${reason}; try again later`, headers);
  });

  api.notFound(checked(service.gate, respondToUnknown));

  api.onError((error) => {
    if (error instanceof PoolUnavailable) return failure(503, error.message);
    if (error instanceof BadQuery) return failure(400, error.message);
    service.reportFailure(error);
    return failure(500, "the metrics plugin failed");
  });

  return api;
}

type Respond = (c: Context) => Response | Promise<Response>;

/**
 * Handles redirects, keys and methods, which come first on every path. Not a middleware, whose promises would delay
 * responses that are otherwise synchronous.
 */
function checked(gate: Gate, respond: Respond): Respond {
  return (c) => {
    const { raw, path } = c.req;
    const isRead = raw.method === "GET" || raw.method === "HEAD";
    const to = REDIRECTS[path];
    // A redirect needs no key: its target does.
    if (to !== undefined && isRead) return redirect(raw, to);
    const proceed = () => (!isRead && ENDPOINTS.has(path) ? refuseMethod(raw.method) : respond(c));
    const refused = path.startsWith("/api/") ? gate.refuse(raw, path) : undefined;
    return refused ? refused.then((refusal) => refusal ?? proceed()) : proceed();
  };
}

function respondToUnknown({ req: { path, url } }: Context): Response {
  return new URL(url).pathname.length > MAX_PATH
    ? failure(414, `the path exceeds ${MAX_PATH} percent-encoded characters`)
    : failure(404, `not found: ${path.slice(0, 200)}`);
}

/** Load balancers probe with OPTIONS. */
function refuseMethod(method: string): Response {
  const allow = { allow: "GET, HEAD" };
  if (method === "OPTIONS") return empty(204, allow);
  return failure(405, `${method} is not allowed, only GET and HEAD`, allow);
}

function paramsOf({ req: { url } }: Context): URLSearchParams {
  return new URL(url).searchParams;
}

async function respondToProbe(service: MetricsService, params: URLSearchParams): Promise<Response> {
  const thresholds = parseThresholds(params);
  if (!thresholds) return json(service.metrics());
  const { metrics, levels } = await service.levels(thresholds);
  const exceeded = exceededOf(thresholds, levels);
  if (exceeded.length === 0) return json(metrics);
  return json({ ...metrics, exceeded } satisfies ExceededResponse, 503);
}

/** The native route's response to the Prometheus endpoint's path while the endpoint is disabled. */
export async function disabledScrape(service: MetricsService, request: Request): Promise<Response> {
  return (await service.gate.refuse(request, PATHS.prometheus)) ?? scrapeIsOff();
}

function scrapeIsOff(): Response {
  return failure(
    404,
    "the Prometheus endpoint is off: set prometheus: true in the plugin's manifest",
  );
}

function scrape(c: Context, service: MetricsService): Response | Promise<Response> {
  try {
    const view = service.prometheusText();
    const text = view.length < OFF_THREAD_BYTES ? view : new Uint8Array(view);
    return compressible(text, { type: "text", request: c.req.raw, outbound: service.outbound });
  } catch (error) {
    if (!(error instanceof PoolUnavailable)) throw error;
    return line(error.message, 503);
  }
}

/**
 * On the real host a 404 from here is not final: the request then goes to the pages' worker, which returns a page
 * for any path. The documented spelling never reaches this, since a native route handles it; other spellings are
 * redirected to it.
 */
function refuseScrape({ req: { raw } }: Context): Response {
  const { pathname } = new URL(raw.url);
  return pathname.endsWith(PATHS.prometheus) ? scrapeIsOff() : redirect(raw, PATHS.prometheus);
}
