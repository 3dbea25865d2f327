/** Changes a response so that it violates the contract. */
type Spoil = (response: Response, request: Request) => Response | Promise<Response>;

/** A planted fault: the beginning of the sentence that it violates, where, and how. */
export type Flaw = [sentence: string, path: string, spoil: Spoil];

/** Changes the body of a 200. */
const text =
  (change: (body: string) => string): Spoil =>
  async (response) => {
    const body = await response.text();
    return new Response(response.status === 200 ? change(body) : body, response);
  };
const replace = (from: string | RegExp, to: string) => text((body) => body.replace(from, to));

/** Assigns fields to the JSON body of a 200, or to what a function selects of it. */
const assign = (fields: object, select = (body: Body): object => body) =>
  json((body) => void Object.assign(select(body), fields));
const json = (change: (body: Body) => void) =>
  text((body) => {
    const value: Body | "" = body && JSON.parse(body);
    if (value) change(value);
    return value && JSON.stringify(value);
  });
interface Body {
  pool: Record<string, number>;
  workers: Record<string, unknown>[];
  rows: number[][];
}
const pool = ({ pool }: Body) => pool;
const firstWorker = ({ workers }: Body) => workers[0] ?? {};
const everyRow = (change: (row: number[]) => number[]) =>
  json((body) => {
    body.rows = body.rows.map(change);
  });

/** Sets a header, or removes it. */
const header =
  (name: string, value?: string): Spoil =>
  (response) => {
    if (value === undefined) response.headers.delete(name);
    else response.headers.set(name, value);
    return response;
  };
const page: Spoil = () => new Response("<html>", { headers: { "content-type": "text/html" } });
const asText = header("content-type", "text/plain");

/** Corrupts only the responses to matching requests, by method or part of the address. */
const only =
  (matching: string, spoil: Spoil): Spoil =>
  (response, request) =>
    request.method === matching || request.url.includes(matching)
      ? spoil(response, request)
      : response;

/** Changes the feed's events one by one; `undefined` ends it. */
const feed =
  (change: (event: string, index: number) => string | undefined | Promise<string>): Spoil =>
  (response) => {
    let index = 0;
    const transform: Transformer<string, string>["transform"] = async (event, out) => {
      const changed = await change(event, index++);
      if (changed === undefined) out.terminate();
      else out.enqueue(changed);
    };
    const spoiled = response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TransformStream({ transform }))
      .pipeThrough(new TextEncoderStream());
    return new Response(spoiled, response);
  };
const feedReplace = (from: string | RegExp, to: string) => feed((event) => event.replace(from, to));

/** Dates each event a second later than the previous one. */
const slower = feed((event, index) =>
  event.replaceAll(/(?<="timestamp":")[^"]+/g, (time) =>
    new Date(Date.parse(time) + index * 1000).toISOString(),
  ),
);
/** Delays the first event. */
const late = feed(async (event, index) => {
  if (index === 0) await Bun.sleep(5_100);
  return event;
});

function secondRefused(): Spoil {
  let clients = 0;
  return (response) => (clients++ === 0 ? response : new Response("no", { status: 503 }));
}

const stranger = json(({ workers }) => {
  workers.push({ ...workers[0], id: "x", app: "x@1", requests: 1e6 });
});
const isKeyless = ({ headers }: Request) =>
  !["x-api-key", "authorization", "cookie"].some((name) => headers.has(name));

const STATS = "/api/metrics/stats";
const TEXT = "/api/metrics/prometheus";

/** Flaws by path below the base: with a leading slash the complete path, otherwise its end. */
type Flaws = Record<string, Record<string, Spoil>>;

/** Flaws of a host with the `worker` entrypoint and the Prometheus endpoint. */
export const FLAWS: readonly Flaw[] = list({
  "/api/metrics/": {
    "responds with 200 and JSON": asText,
    "has exactly pool, uptime and timestamp": assign({ uptime: 1.23456 }),
    "has total = active + idle + creating": assign({ total: 99 }, pool),
    "has total = active + idle + creating and utilization": assign({ utilization: 0.01 }, pool),
    "is taken on request": assign({ uptime: 1 }),
    "is not cached": header("cache-control"),
    "one that is exceeded is a 503": ({ body, headers }) => new Response(body, { headers }),
    "max_failed=1 is refused with 400": only("max_", page),
    "POST /api/metrics/ is refused with 405": only("POST", page),
  },
  "/api/metrics": { "is the same without the trailing slash": page },
  [STATS]: {
    "has exactly pool and workers": assign({ state: "busy" }, firstWorker),
    "has a pool that satisfies the two formulas": assign({ total: 99 }, pool),
    "puts a worker's documented fields first": json((body) => {
      body.workers = body.workers.map(({ id, ...row }) => ({ ...row, id }));
    }),
    "lists live workers before ended ones": json(({ workers }) => void workers.reverse()),
    "has as many workers per state as the pool reports": assign({ creating: 7 }, pool),
    "has a different id for every worker": json((body) => {
      for (const worker of body.workers) worker.id = "w";
    }),
    "?state=terminated returns only workers in that state": assign({ state: "idle" }, firstWorker),
    "?limit=1 returns at most one worker": stranger,
    "?sort=-requests returns": stranger,
    "?format=text returns plain text": replace(/ +/g, " "),
    "an unknown parameter is ignored: ?_=1": only("_=1", page),
    "?app=name@version returns only that app's workers": only("app=", stranger),
    "?app= of an unknown app": only("no-such-app", stranger),
    "?state=purple is refused with 400": only("purple", page),
    "prevent sniffing": only("limit=-1", header("x-content-type-options")),
    "identify the process on every response": only("limit=-1", header("x-metrics-instance")),
    "HEAD /api/metrics/stats responds at once, with GET's type": asText,
    "OPTIONS /api/metrics/stats is 204": header("access-control-allow-origin", "*"),
    "/api/metrics/stats is not compressed for identity": header("content-encoding", "gzip"),
  },
  [TEXT]: {
    "responds with 200 and content-type text/plain; charset=utf-8": asText,
    "begins with the seven documented families, byte for byte": replace("Idle", "idle"),
    "begins with the seven documented": text(
      (body) => `# HELP x X\n# TYPE x gauge\nx 1\n\n${body}`,
    ),
    "separates the seven with blank lines": text((body) => body.trimEnd()),
    "parses completely as text format, with no duplicate series": text(
      (body) => `${body}\n# HELP o O\n# TYPE o gauge\no 1\no 1\n`,
    ),
    "parses completely as text format": text((body) => `${body}\n# TYPE o gauge\no 1\n`),
    "parses completely": text((body) => `${body}\n# HELP o O\n# TYPE o gauge\no NaN\n`),
    "keeps total = active + idle + creating": replace(/(pool_total) \d+/, "$1 99"),
    "has the same size and uptime as the JSON": replace(/(uptime_seconds) [\d.]+/, "$1 999999"),
    "/api/metrics/prometheus has vary: accept-encoding": header("vary"),
  },
  "/api/metrics/sse": {
    "responds with an uncached, unbuffered text/event-stream": header("x-accel-buffering", "yes"),
    "sends the first event at once": late,
    "sends the body of GET /api/metrics/": feedReplace('"size":', '"maximum":'),
    "continues: uptime and timestamp advance": feedReplace(/"uptime":[\d.]+/, '"uptime":1'),
    "keeps the pace of sseInterval": slower,
    "sets the reconnect delay: retry": feedReplace("retry", "later"),
    "has the named event activity": feedReplace(/(activity\n.*"timestamp":")\d{4}/, "$11999"),
    "identify the same process as the feed's activity": feedReplace(/(?<="instance":")[^"]*/, "0"),
    "stays open until the client leaves": feed((event, index) => (index < 3 ? event : undefined)),
    "serves a new client at once after others have left": secondRefused(),
    // Bun then sends a content-length of 0.
    "HEAD /api/metrics/sse responds at once": header("transfer-encoding"),
    "DELETE /api/metrics/sse is refused with 405": header("allow"),
  },
  "/api/metrics/history": {
    "has exactly columns with unique names": everyRow((row) => row.slice(1)),
    "begins with the oldest reading": everyRow(([, ...rest]) => [1, ...rest]),
    "has the latest reading": everyRow(([time = 0, ...rest]) => [time - 60_000, ...rest]),
    "?since= omits what is not later": only(
      "since",
      everyRow(() => [1]),
    ),
    "an invalid ?since= is refused with 400": only("yesterday", page),
  },
  "/": {
    "the base is HTML": asText,
    "the base without its trailing slash leads to the same page": text(
      (body) => body + Math.random(),
    ),
    "the HTML names its base": replace("/metrics/", "/other/"),
    "the HTML names its": replace("<base", '<script src="a.js"></script><base'),
    "HEAD has HTML's type and no body": asText,
    "the HTML is not cached": header("etag", '"x"'),
    "all come from the host itself": replace(/(src=")[^"]*/, "$1https://elsewhere.example/a.js"),
  },
  "/workers": { "/workers is the same page": page },
  "/api/nothing": { "/api/nothing is a 404": page },
  [`${STATS}/`]: { "/api/metrics/stats/ is redirected by 308": page },
  "/admin/stats": {
    "/admin/stats is redirected by 308": header("location", `/metrics${STATS}?_=1`),
  },
  "/prometheus": {
    "/prometheus is redirected by 308": header("location", "api/metrics/stats?_=1"),
  },
  ".js": {
    "exist, with the type of their name": asText,
    "can be cached forever": header("cache-control", "no-cache"),
    "are not sent again to a client that has them: 304": header("etag", '"other"'),
  },
  "/assets/no-such-file-0a1b2c3d.js": { "that are missing are a 404": page },
  "manifest.yaml": {
    "traversal with %252e%252e reveals no file": () => new Response("pluginEntry: x\n"),
  },
  "/assets/%00": { "a NUL, an absolute path": () => new Response("", { status: 500 }) },
});

/** Flaws of a host with `prometheus: false`. */
export const PROMETHEUS_OFF_FLAWS: readonly Flaw[] = list({
  [TEXT]: {
    "the endpoint responds with 404 and an error": page,
    "HEAD responds with 404 too": page,
  },
  [`${TEXT}/`]: { "/api/metrics/prometheus/ returns no metrics either": page },
});

/** Flaws of a host with `auth: host`. */
export const AUTH_FLAWS: readonly Flaw[] = list({
  [STATS]: {
    "GET /api/metrics/stats without a key is refused": (response, request) =>
      isKeyless(request) ? Response.json({}) : response,
    "a wrong key in X-API-Key is refused with the same message": (response, request) =>
      isKeyless(request) || response.ok ? response : Response.json({ error: "no" }, response),
  },
});

function list(flaws: Flaws): Flaw[] {
  return Object.entries(flaws).flatMap(([path, sentences]) =>
    Object.entries(sentences).map(([sentence, spoil]): Flaw => [sentence, path, spoil]),
  );
}
