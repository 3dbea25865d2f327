import { body, feed, header, json, page, pool, type Spoil, worker } from "./spoil.ts";

/** A way to break the contract: the sentence whose check must notice it, the path, and what changes there. */
export type Flaw = [sentence: string, path: string, spoil: Spoil];

const ROOT = "/api/metrics/";
const STATS = "/api/metrics/stats";
const TEXT = "/api/metrics/prometheus";
const HISTORY = "/api/metrics/history";
const FEED = "/api/metrics/sse";
const SHAPE = "has exactly pool, uptime and timestamp";
const FORMULAS =
  "has total = active + idle + creating and utilization = active / size, 0 when size is 0";
const ROWS = "has exactly pool and workers, each of the documented shape";
const BYTES = "begins with the seven documented families, byte for byte";
const PARSES = "parses whole as text format, with no series twice";
const BASE = 'the HTML names its base: <base href="{base}/">';

const has = (part: string) => (request: Request) => request.url.includes(part);
const isA = (method: string) => (request: Request) => request.method === method;

/** Flaws of a host with the `worker` entrypoint and the Prometheus endpoint. */
export const FLAWS: readonly Flaw[] = [
  ["answers 200 with JSON", ROOT, header("content-type", "text/plain")],
  [SHAPE, ROOT, json((value) => ({ ...value, version: 1 }))],
  [SHAPE, ROOT, pool(({ utilization }) => ({ utilization: String(utilization) }))],
  [SHAPE, ROOT, json((value) => ({ ...value, uptime: 1.23456 }))],
  [SHAPE, ROOT, json((value) => ({ ...value, timestamp: "2024-01-23T10:30:00Z" }))],
  [FORMULAS, ROOT, pool(({ total = 0 }) => ({ total: total + 1 }))],
  [FORMULAS, ROOT, pool(({ utilization = 0 }) => ({ utilization: utilization + 0.001 }))],
  ["answers the same without the trailing slash", "/api/metrics", page()],
  ["is taken when asked: uptime and timestamp go on", ROOT, json((v) => ({ ...v, uptime: 1 }))],
  ["is not kept by caches: cache-control no-store", ROOT, header("cache-control")],
  [
    "one that is exceeded is a 503 with the same body and what is exceeded",
    ROOT,
    (response) => new Response(response.body, { headers: response.headers }),
  ],
  [
    "max_failed=1 is answered with 400: a probe must not succeed by a typo",
    ROOT,
    page(has("max_")),
  ],
  [
    "?sort=-requests gives those with the most requests first",
    STATS,
    json((value) => ({
      ...value,
      workers: [...value.workers, { ...value.workers[0], requests: 1e6 }],
    })),
  ],
  [
    "?format=text gives plain text, aligned and of at most 120 columns",
    STATS,
    body((text) => text.replace(/ +/g, " ")),
  ],
  [ROWS, STATS, worker({ state: "busy" })],
  [ROWS, STATS, worker({ memory: 1 })],
  [
    "has a pool that keeps the two formulas",
    STATS,
    pool(({ total = 0 }) => ({ total: total + 1 })),
  ],
  [
    "puts a worker's documented fields first, in their order",
    STATS,
    json((value) => ({
      ...value,
      workers: value.workers.map(({ id, ...row }) => ({ ...row, id })),
    })),
  ],
  [
    "lists live workers before ended ones",
    STATS,
    json((value) => ({ ...value, workers: value.workers.toReversed() })),
  ],
  ["counts as many workers by state as the pool does", STATS, pool(() => ({ creating: 7 }))],
  [
    "gives every worker an id of its own",
    STATS,
    json((value) => ({ ...value, workers: value.workers.map((row) => ({ ...row, id: "w" })) })),
  ],
  ["?state=terminated gives workers in that state only", STATS, worker({ state: "idle" })],
  [
    "?limit=1 gives one worker at most, of an unchanged pool",
    STATS,
    json((value) => ({ ...value, workers: [...value.workers, ...value.workers] })),
  ],
  ["?app=name@version gives that app's workers only", STATS, otherApp("app=")],
  ["?app= of an app that is not there gives no workers", STATS, otherApp("no-such-app")],
  ["?state=purple is answered with 400 and a message", STATS, page(has("purple"))],
  [
    "answers 200 with content-type text/plain; charset=utf-8",
    TEXT,
    header("content-type", "text/plain"),
  ],
  [BYTES, TEXT, body((text) => text.replace("Idle", "idle"))],
  [BYTES, TEXT, body((text) => text.replace("seconds counter", "seconds gauge"))],
  [BYTES, TEXT, body((text) => text.replace(/(pool_size \d+)/, "$1.0"))],
  [BYTES, TEXT, body((text) => `# HELP x X\n# TYPE x gauge\nx 1\n\n${text}`)],
  [
    "separates the seven by a blank line and ends with a newline",
    TEXT,
    body((text) => text.trimEnd()),
  ],
  [PARSES, TEXT, body((text) => `${text}\n# HELP o O\n# TYPE o gauge\no 1\no 1\n`)],
  [PARSES, TEXT, body((text) => `${text}\n# TYPE o gauge\no 1\n`)],
  [PARSES, TEXT, body((text) => `${text}\n# HELP o O\n# TYPE o gauge\no NaN\n`)],
  [
    "keeps total = active + idle + creating and utilization = active / size",
    TEXT,
    body((text) => text.replace(/(pool_total) \d+/, "$1 99")),
  ],
  [
    "says the same size and uptime as the JSON",
    TEXT,
    body((text) => text.replace(/(uptime_seconds) [\d.]+/, "$1 999999")),
  ],
  [
    "answers with an uncached, unbuffered text/event-stream",
    FEED,
    header("x-accel-buffering", "yes"),
  ],
  ["sends the first event at once", FEED, feed(lateFirst)],
  [
    "sends what GET /api/metrics/ answers, as unnamed events",
    FEED,
    feed((text) => text.replace('"size":', '"maximum":')),
  ],
  [
    "goes on: uptime and timestamp grow from event to event",
    FEED,
    feed((text) => text.replace(/"uptime":[\d.]+/, '"uptime":1')),
  ],
  [
    "keeps the pace of sseInterval from the second to the fifth event",
    FEED,
    feed(async (text) => {
      await Bun.sleep(400);
      return text;
    }),
  ],
  ["tells clients when to come back: retry", FEED, feed((text) => text.replace("retry", "later"))],
  [
    "carries the named event activity, of a snapshot's moment",
    FEED,
    feed((text) => text.replace(/(activity\n.*"timestamp":")\d{4}/, "$11999")),
  ],
  [
    "keep browsers from sniffing, framing and leaking, on refusals too",
    STATS,
    (response, request) =>
      has("limit=-1")(request) ? header("x-content-type-options")(response, request) : response,
  ],
  [
    "has exactly columns, named once, and rows of as many numbers",
    HISTORY,
    rows((row) => row.slice(1)),
  ],
  ["begins with the oldest moment", HISTORY, rows(([, ...rest]) => [1, ...rest])],
  [
    "has what a reader of the pool has just seen",
    HISTORY,
    rows(([time = 0, ...rest]) => [time - 60_000, ...rest]),
  ],
  [
    "?since= leaves out what is not later",
    HISTORY,
    (response, request) => (has("since")(request) ? rows(() => [1])(response, request) : response),
  ],
  ["?since= of no time is refused with 400 and an error", HISTORY, page(has("yesterday"))],
  [
    "name the process on every response, refusals included: x-metrics-instance",
    STATS,
    (response, request) =>
      has("limit=-1")(request) ? header("x-metrics-instance")(response, request) : response,
  ],
  [
    "name the same process as the feed's activity",
    FEED,
    feed((text) => text.replace(/"instance":"[^"]*/, '"instance":"0')),
  ],
  [
    "stays open until the client leaves",
    FEED,
    feed((text, index) => (index < 3 ? text : undefined)),
  ],
  ["serves a new client at once after others left", FEED, secondRefused()],
  [
    "HEAD /api/metrics/stats answers at once, with GET's type and no body",
    STATS,
    header("content-type", "text/plain"),
  ],
  [
    "HEAD /api/metrics/sse answers at once, with GET's type and no body",
    FEED,
    header("transfer-encoding"), // Bun then sends a content-length of 0
  ],
  [
    "OPTIONS /api/metrics/stats is 204 with Allow: GET, HEAD, and opens nothing to other origins",
    STATS,
    header("access-control-allow-origin", "*"),
  ],
  [
    "/api/metrics/stats/ is redirected by 308 to /api/metrics/stats, its query included",
    `${STATS}/`,
    page(),
  ],
  [
    "/admin/stats is redirected by 308 to /api/metrics/stats, its query included",
    "/admin/stats",
    header("location", "/metrics/api/metrics/stats?_=1"),
  ],
  [
    "/prometheus is redirected by 308 to /api/metrics/prometheus, its query included",
    "/prometheus",
    header("location", "api/metrics/stats?_=1"),
  ],
  [
    "/api/metrics/stats is not compressed for identity;q=1, gzip;q=0.5",
    STATS,
    header("content-encoding", "gzip"),
  ],
  ["/api/metrics/prometheus varies by accept-encoding, and says so", TEXT, header("vary")],
  ["an unknown parameter is ignored: ?_=1", STATS, page(has("_=1"))],
  ["POST /api/metrics/ is refused with 405 and Allow: GET, HEAD", ROOT, page(isA("POST"))],
  ["DELETE /api/metrics/sse is refused with 405 and Allow: GET, HEAD", FEED, header("allow")],
  ["the base answers with HTML", "/", header("content-type", "text/plain")],
  ["the base without its slash leads to the same page", "/", body((text) => text + Math.random())],
  [BASE, "/", body((text) => text.replace("/metrics/", "/other/"))],
  [BASE, "/", body((text) => text.replace("<base", '<script src="a.js"></script><base'))],
  ["/workers is the same page, so that it can be linked", "/workers", page()],
  ["HEAD answers with HTML's type and no body", "/", header("content-type", "text/plain")],
  ["the HTML is not kept by caches: no-store, no ETag", "/", header("etag", '"x"')],
  ["/api/nothing is answered with 404 and an error, not with a page", "/api/nothing", page()],
  [
    "all come from the host itself",
    "/",
    body((text) => text.replace(/(src=")[^"]*/, "$1https://elsewhere.example/a.js")),
  ],
  ["are there, with the type of their name", ".js", header("content-type", "text/plain")],
  ["can be kept forever: immutable, with an ETag", ".js", header("cache-control", "no-cache")],
  ["are not sent again to who has them: 304", ".js", header("etag", '"other"')],
  [
    "that are missing are answered with 404, not with a page",
    "/assets/no-such-file-0a1b2c3d.js",
    page(),
  ],
  [
    "climbing by %252e%252e reveals no file",
    "manifest.yaml",
    () => new Response("pluginEntry: x\n"),
  ],
  [
    "a NUL, an absolute path or a very long one reveals no file",
    "/assets/%00",
    () => new Response("", { status: 500 }),
  ],
];

/** Flaws of a host with `prometheus: false`. */
export const PROMETHEUS_OFF_FLAWS: readonly Flaw[] = [
  ["the endpoint answers 404 with an error", TEXT, page()],
  ["HEAD answers 404 too", TEXT, page()],
  ["/api/metrics/prometheus/ gives no metrics either", `${TEXT}/`, page()],
];

/** Changes every row of the history. */
function rows(change: (row: number[]) => number[]): Spoil {
  return body((text) => {
    const value: { rows: number[][] } = JSON.parse(text);
    return JSON.stringify({ ...value, rows: value.rows.map(change) });
  });
}

/** Adds a worker of another app to what a query with this in it returns. */
function otherApp(query: string): Spoil {
  const row = { id: "x", app: "x@1", state: "idle", requests: 0, uptime: 0 };
  const add = json((value) => ({
    ...value,
    workers: [...value.workers, { ...row, memory: { rss: 0, heapUsed: 0 } }],
  }));
  return (response, request) => (has(query)(request) ? add(response, request) : response);
}

/** More than the second that "at once" may take. */
async function lateFirst(text: string, index: number): Promise<string> {
  if (index === 0) await Bun.sleep(1_100);
  return text;
}

function secondRefused(): Spoil {
  let isFirst = true;
  return (response) => {
    if (!isFirst) return new Response("no", { status: 503 });
    isFirst = false;
    return response;
  };
}
