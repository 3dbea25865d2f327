import {
  body,
  feed,
  feedReplace,
  header,
  json,
  only,
  page,
  pool,
  replace,
  type Spoil,
  worker,
  workers,
} from "./spoil.ts";

/** A way to break the contract: the beginning of the sentence, the path and the change. */
export type Flaw = [sentence: string, path: string, spoil: Spoil];

/** By the path below the base: one that starts with a slash is complete, others are endings. */
type Flaws = Record<string, Record<string, Spoil | Spoil[]>>;

const ROOT = "/api/metrics/";
const STATS = "/api/metrics/stats";
const TEXT = "/api/metrics/prometheus";
const has = (part: string) => (request: Request) => request.url.includes(part);
const isA = (method: string) => (request: Request) => request.method === method;
const asText = header("content-type", "text/plain");
const strangers = workers((rows) => [
  ...rows,
  {
    ...{ id: "x", app: "x@1", state: "idle", requests: 0, uptime: 0 },
    memory: { rss: 0, heapUsed: 0 },
  },
]);
const wrongSum = pool(({ total = 0 }) => ({ total: total + 1 }));

/** Flaws of a host with the `worker` entrypoint and the Prometheus endpoint. */
export const FLAWS: readonly Flaw[] = list({
  [ROOT]: {
    "responds with 200 and JSON": asText,
    "has exactly pool, uptime and timestamp": [
      json((value) => ({ ...value, version: 1 })),
      pool(({ utilization }) => ({ utilization: String(utilization) })),
      json((value) => ({ ...value, uptime: 1.23456 })),
      json((value) => ({ ...value, timestamp: "2024-01-23T10:30:00Z" })),
    ],
    "has total = active + idle + creating and utilization": [
      wrongSum,
      pool(({ utilization = 0 }) => ({ utilization: utilization + 0.001 })),
    ],
    "is taken on request": json((value) => ({ ...value, uptime: 1 })),
    "is not kept by caches": header("cache-control"),
    "one that is exceeded is a 503": ({ body, headers }) => new Response(body, { headers }),
    "max_failed=1 is refused with 400": only(has("max_"), page),
    "POST /api/metrics/ is refused with 405": only(isA("POST"), page),
  },
  "/api/metrics": { "is the same without the trailing slash": page },
  [STATS]: {
    "has exactly pool and workers": [worker({ state: "busy" }), worker({ memory: 1 })],
    "has a pool that keeps the two formulas": wrongSum,
    "puts a worker's documented fields first": workers((rows) =>
      rows.map(({ id, ...row }) => ({ ...row, id })),
    ),
    "lists live workers before ended ones": workers((rows) => rows.toReversed()),
    "counts as many workers by state as the pool does": pool(() => ({ creating: 7 })),
    "has a different id for every worker": workers((rows) =>
      rows.map((row) => ({ ...row, id: "w" })),
    ),
    "?state=terminated gives workers in that state only": worker({ state: "idle" }),
    "?limit=1 gives one worker at most": workers((rows) => [...rows, ...rows]),
    "?sort=-requests gives": workers((rows) => [...rows, { ...rows[0], requests: 1e6 }]),
    "?format=text gives plain text": replace(/ +/g, " "),
    "an unknown parameter is ignored: ?_=1": only(has("_=1"), page),
    "?app=name@version gives that app's workers only": only(has("app="), strangers),
    "?app= of an unknown app": only(has("no-such-app"), strangers),
    "?state=purple is refused with 400": only(has("purple"), page),
    "keep browsers from sniffing": only(has("limit=-1"), header("x-content-type-options")),
    "name the process on every response": only(has("limit=-1"), header("x-metrics-instance")),
    "HEAD /api/metrics/stats responds at once, with GET's type": asText,
    "OPTIONS /api/metrics/stats is 204": header("access-control-allow-origin", "*"),
    "/api/metrics/stats is not compressed for identity": header("content-encoding", "gzip"),
  },
  [TEXT]: {
    "responds with 200 and content-type text/plain; charset=utf-8": asText,
    "begins with the seven documented families, byte for byte": [
      replace("Idle", "idle"),
      replace("seconds counter", "seconds gauge"),
      replace(/(pool_size \d+)/, "$1.0"),
      body((text) => `# HELP x X\n# TYPE x gauge\nx 1\n\n${text}`),
    ],
    "separates the seven by a blank line": body((text) => text.trimEnd()),
    "parses completely as text format": [
      body((text) => `${text}\n# HELP o O\n# TYPE o gauge\no 1\no 1\n`),
      body((text) => `${text}\n# TYPE o gauge\no 1\n`),
      body((text) => `${text}\n# HELP o O\n# TYPE o gauge\no NaN\n`),
    ],
    "keeps total = active + idle + creating": replace(/(pool_total) \d+/, "$1 99"),
    "has the same size and uptime as the JSON": replace(/(uptime_seconds) [\d.]+/, "$1 999999"),
    "/api/metrics/prometheus varies by accept-encoding": header("vary"),
  },
  "/api/metrics/sse": {
    "responds with an uncached, unbuffered text/event-stream": header("x-accel-buffering", "yes"),
    "sends the first event at once": feed(lateFirst),
    "sends the body of GET /api/metrics/": feedReplace('"size":', '"maximum":'),
    "continues: uptime and timestamp advance": feedReplace(/"uptime":[\d.]+/, '"uptime":1'),
    "keeps the pace of sseInterval": feed(slower),
    "sets the reconnect delay: retry": feedReplace("retry", "later"),
    "has the named event activity": feedReplace(/(activity\n.*"timestamp":")\d{4}/, "$11999"),
    "name the same process as the feed's activity": feedReplace(
      /"instance":"[^"]*/,
      '"instance":"0',
    ),
    "stays open until the client leaves": feed((text, index) => (index < 3 ? text : undefined)),
    "serves a new client at once after others have left": secondRefused(),
    // Bun then sends a content-length of 0.
    "HEAD /api/metrics/sse responds at once": header("transfer-encoding"),
    "DELETE /api/metrics/sse is refused with 405": header("allow"),
  },
  "/api/metrics/history": {
    "has exactly columns, named once": rows((row) => row.slice(1)),
    "begins with the oldest reading": rows(([, ...rest]) => [1, ...rest]),
    "has the latest reading": rows(([time = 0, ...rest]) => [time - 60_000, ...rest]),
    "?since= omits what is not later": only(
      has("since"),
      rows(() => [1]),
    ),
    "an invalid ?since= is refused with 400": only(has("yesterday"), page),
  },
  "/": {
    "the base is HTML": asText,
    "the base without its slash leads to the same page": body((text) => text + Math.random()),
    "the HTML names its base": [
      replace("/metrics/", "/other/"),
      replace("<base", '<script src="a.js"></script><base'),
    ],
    "HEAD has HTML's type and no body": asText,
    "the HTML is not kept by caches": header("etag", '"x"'),
    "all come from the host itself": replace(/(src=")[^"]*/, "$1https://elsewhere.example/a.js"),
  },
  "/workers": { "/workers is the same page": page },
  "/api/nothing": { "/api/nothing is a 404": page },
  [`${STATS}/`]: { "/api/metrics/stats/ is redirected by 308": page },
  "/admin/stats": {
    "/admin/stats is redirected by 308": header("location", "/metrics/api/metrics/stats?_=1"),
  },
  "/prometheus": {
    "/prometheus is redirected by 308": header("location", "api/metrics/stats?_=1"),
  },
  ".js": {
    "are there, with the type of their name": asText,
    "can be kept forever": header("cache-control", "no-cache"),
    "are not sent again to a client that has them: 304": header("etag", '"other"'),
  },
  "/assets/no-such-file-0a1b2c3d.js": { "that are missing are a 404": page },
  "manifest.yaml": {
    "climbing by %252e%252e reveals no file": () => new Response("pluginEntry: x\n"),
  },
  "/assets/%00": { "a NUL, an absolute path": () => new Response("", { status: 500 }) },
});

/** Flaws of a host with `prometheus: false`. */
export const PROMETHEUS_OFF_FLAWS: readonly Flaw[] = list({
  [TEXT]: {
    "the endpoint responds with 404 and an error": page,
    "HEAD responds with 404 too": page,
  },
  [`${TEXT}/`]: { "/api/metrics/prometheus/ gives no metrics either": page },
});

/** Flaws of a host with `auth: host`. */
export const AUTH_FLAWS: readonly Flaw[] = list({
  [STATS]: {
    "GET /api/metrics/stats without a key is refused": only(hasNoKey, () => Response.json({})),
    "a wrong key by X-API-Key is refused in the same words": only(
      (request) => !hasNoKey(request),
      ({ body, status, headers }) =>
        status === 401
          ? Response.json({ error: "wrong key" }, { status, headers })
          : new Response(body, { status, headers }),
    ),
  },
});

function list(flaws: Flaws): Flaw[] {
  return Object.entries(flaws).flatMap(([path, sentences]) =>
    Object.entries(sentences).flatMap(([sentence, spoils]) =>
      [spoils].flat().map((spoil): Flaw => [sentence, path, spoil]),
    ),
  );
}

/** Changes every row of the history. */
function rows(change: (row: number[]) => number[]): Spoil {
  return body((text) => {
    const value: { rows: number[][] } = JSON.parse(text);
    return JSON.stringify({ ...value, rows: value.rows.map(change) });
  });
}

function hasNoKey({ headers }: Request): boolean {
  return !["x-api-key", "authorization", "cookie"].some((name) => headers.has(name));
}

/** Longer than "at once" may take. */
async function lateFirst(text: string, index: number): Promise<string> {
  if (index === 0) await Bun.sleep(5_100);
  return text;
}

/** Each event dated a second later than the one before it. */
function slower(text: string, index: number): string {
  return text.replaceAll(/"timestamp":"([^"]+)/g, (_, time: string) => {
    return `"timestamp":"${new Date(Date.parse(time) + index * 1000).toISOString()}`;
  });
}

function secondRefused(): Spoil {
  let clients = 0;
  return (response) => (clients++ === 0 ? response : new Response("no", { status: 503 }));
}
