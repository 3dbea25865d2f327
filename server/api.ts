import { type Context, Hono } from "hono";
import { encodeText } from "./compression.ts";
import { INSTANCE } from "./instance.ts";
import { type MetricsService, PoolUnavailable } from "./services.ts";
import { BadQuery, narrow, parseStatsQuery } from "./stats-query.ts";
import type { ErrorResponse } from "./types.ts";

/** The Prometheus endpoint's path below the plugin's base. */
export const PROMETHEUS_PATH = "/api/metrics/prometheus";

const SAFE = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'self'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-metrics-instance": INSTANCE,
} as const;
const JSON_HEADERS = { ...SAFE, "content-type": "application/json" } as const;
const TEXT_HEADERS = { ...SAFE, "content-type": "text/plain; charset=utf-8" } as const;
const FEED_HEADERS = {
  ...SAFE,
  "cache-control": "no-cache, no-transform, no-store",
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
} as const;

/** `Retry-After` for a client that finds the feed full, in seconds. */
const FEED_RETRY_SECONDS = "10";

/**
 * The longest accepted path below the base, in characters as sent, percent-encoded. The host's static
 * file server takes any other path for a file name, undecoded, and fails with 500 on one that no file
 * system accepts.
 */
export const MAX_PATH = 2000;

/** Creates the plugin's routes, relative to its base, for one service. */
export function createApi(service: MetricsService): Hono {
  const api = new Hono();
  const { feed } = service;
  const snapshot = () => json(service.metrics());

  api.get("/api/metrics", snapshot);
  api.get("/api/metrics/", snapshot);

  api.get("/api/metrics/stats", async (c) => {
    const query = parseStatsQuery(new URL(c.req.url).searchParams);
    const { pool, workers } = await service.stats();
    return json({ pool, workers: narrow(workers, query) });
  });

  api.get(PROMETHEUS_PATH, (c) => (service.scrapeEnabled ? scrape(c, service) : refuseScrape(c)));
  api.get(`${PROMETHEUS_PATH}/`, (c) => (service.scrapeEnabled ? c.notFound() : refuseScrape(c)));

  api.get("/api/metrics/sse", (c) => {
    // Hono runs this handler for HEAD too: it would open a stream that nobody ever cancels.
    if (c.req.method === "HEAD") return new Response(null, { headers: FEED_HEADERS });
    const stream = feed.open(c.req.raw.signal);
    if (stream) return new Response(stream, { headers: FEED_HEADERS });
    const reason = feed.isRetired ? "is being replaced" : "is full";
    const headers = { "retry-after": FEED_RETRY_SECONDS };
    return failure(503, `the live feed ${reason}; try again later`, headers);
  });

  for (const path of ["", "/", "/stats", "/prometheus", "/prometheus/", "/sse"]) {
    api.all(`/api/metrics${path}`, ({ req: { method } }) => {
      const allow = "GET, HEAD";
      return failure(405, `${method} is not allowed, only GET and HEAD`, { allow });
    });
  }

  api.notFound(({ req: { path, url } }) =>
    new URL(url).pathname.length > MAX_PATH
      ? failure(414, `a path may have ${MAX_PATH} characters, percent-encoded`)
      : failure(404, `not found: ${path.slice(0, 200)}`),
  );

  api.onError((error) => {
    if (error instanceof PoolUnavailable) return failure(503, error.message);
    if (error instanceof BadQuery) return failure(400, error.message);
    service.reportFailure(error);
    return failure(500, "the metrics plugin failed");
  });

  return api;
}

/** The response of `GET /api/metrics/prometheus` while the endpoint is off. */
export function scrapeIsOff(): Response {
  return failure(
    404,
    "the Prometheus endpoint is off: set prometheus: true in the plugin's manifest",
  );
}

function scrape(c: Context, service: MetricsService): Response {
  try {
    const { body, headers } = encodeText(service.prometheusText(), c.req.header("accept-encoding"));
    return whole(body, 200, { ...TEXT_HEADERS, ...headers });
  } catch (error) {
    if (!(error instanceof PoolUnavailable)) throw error;
    return whole(Buffer.from(`${error.message}\n`), 503, TEXT_HEADERS);
  }
}

/**
 * On the real host a 404 from here is not final: the request then goes to the pages' worker, which responds
 * to any path with a page. The documented spelling never gets here, since a native route handles it; any
 * other spelling is redirected to it.
 */
function refuseScrape(c: Context): Response {
  const { pathname } = new URL(c.req.url);
  if (pathname.endsWith(PROMETHEUS_PATH)) return scrapeIsOff();
  const location = pathname.endsWith("/") ? "../prometheus" : "prometheus";
  return new Response(null, { status: 308, headers: { ...SAFE, location } });
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return whole(Buffer.from(JSON.stringify(body)), status, { ...JSON_HEADERS, ...headers });
}

/** With `content-length`, for HEAD: Bun sends 0 for a response without a body. */
function whole(
  body: Uint8Array<ArrayBuffer>,
  status: number,
  headers: Record<string, string>,
): Response {
  const length = { "content-length": String(body.length) };
  return new Response(body, { status, headers: { ...headers, ...length } });
}

function failure(status: number, error: string, headers: Record<string, string> = {}): Response {
  return json({ error } satisfies ErrorResponse, status, headers);
}
