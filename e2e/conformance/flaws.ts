import type { Flaws } from "./fake/host.ts";
import { body, header, json, replace } from "./fake/spoil.ts";

/** A broken host, and a sentence whose check must notice it. */
export interface Flaw extends Flaws {
  flaw: string;
  caught: string;
}

const root = "/api/metrics/";
const stats = "/api/metrics/stats";
const text = "/api/metrics/prometheus";
const sse = "/api/metrics/sse";
const script = "/assets/a-1.js";
const shape = "has exactly pool, uptime and timestamp";
const rows = "has exactly pool and workers, each of the documented shape";
const bytes = "begins with the seven documented families, byte for byte";
const whole = "parses whole as text format, with no series twice";
const page = () => new Response("<html>", { headers: { "content-type": "text/html" } });

/** One row per way in which a host can break the contract. */
export const answerFlaws: readonly Flaw[] = [
  {
    flaw: "JSON as text",
    caught: "answers 200 with JSON",
    ...header(root, "content-type", "text/plain"),
  },
  { flaw: "a further key", caught: shape, ...json(root, (b) => ({ ...b, version: 1 })) },
  { flaw: "no uptime", caught: shape, ...json(root, ({ uptime: _, ...b }) => b) },
  { flaw: "a further pool key", caught: shape, ...json(root, (b) => poolWith(b, { x: 1 })) },
  { flaw: "a number as text", caught: shape, ...json(root, (b) => poolWith(b, { size: "6" })) },
  { flaw: "NaN", caught: shape, ...json(root, (b) => poolWith(b, { utilization: Number.NaN })) },
  { flaw: "a negative count", caught: shape, ...json(root, (b) => poolWith(b, { idle: -1 })) },
  { flaw: "half a worker", caught: shape, ...json(root, (b) => poolWith(b, { idle: 0.5 })) },
  { flaw: "too fine an uptime", caught: shape, ...json(root, (b) => ({ ...b, uptime: 1.23456 })) },
  {
    flaw: "a timestamp without milliseconds",
    caught: shape,
    ...json(root, (b) => ({ ...b, timestamp: "2024-01-23T10:30:00Z" })),
  },
  {
    flaw: "a timestamp that is no date",
    caught: shape,
    ...json(root, (b) => ({ ...b, timestamp: "2024-13-23T10:30:00.000Z" })),
  },
  {
    flaw: "a wrong total",
    caught:
      "has total = active + idle + creating and utilization = active / size, 0 when size is 0",
    ...json(root, (b) => poolWith(b, { total: 4 })),
  },
  {
    flaw: "a rounded utilization",
    caught:
      "has total = active + idle + creating and utilization = active / size, 0 when size is 0",
    ...json(root, (b) => poolWith(b, { utilization: 0.17 })),
  },
  {
    flaw: "no answer without the slash",
    caught: "answers the same without the trailing slash",
    ...replace("/api/metrics", page),
  },
  {
    flaw: "a snapshot that stands still",
    caught: "is taken when asked: uptime and timestamp go on",
    ...json(root, (b) => ({ ...b, uptime: 1, timestamp: "2024-01-23T10:30:00.000Z" })),
  },
  {
    flaw: "cacheable JSON",
    caught: "is not kept by caches: cache-control no-store",
    ...header(root, "cache-control"),
  },
  {
    flaw: "an unknown state",
    caught: rows,
    ...json(stats, (b) => firstWith(b, { state: "busy" })),
  },
  { flaw: "memory as a number", caught: rows, ...json(stats, (b) => firstWith(b, { memory: 1 })) },
  { flaw: "workers by name", caught: rows, ...json(stats, (b) => ({ ...b, workers: {} })) },
  {
    flaw: "extra fields first",
    caught: "puts a worker's documented fields first, in their order",
    ...json(stats, (b) => ({
      ...b,
      workers: b.workers.map(({ memoryKnown, ...row }) => ({ memoryKnown, ...row })),
    })),
  },
  {
    flaw: "ended workers first",
    caught: "lists live workers before ended ones",
    ...json(stats, (b) => ({ ...b, workers: b.workers.toReversed() })),
  },
  {
    flaw: "a worker too few",
    caught: "counts as many workers by state as the pool does",
    ...json(stats, (b) => ({ ...b, workers: b.workers.slice(1) })),
  },
  {
    flaw: "one id for two workers",
    caught: "gives every worker an id of its own",
    ...json(stats, (b) => firstWith(b, { id: "w-2" })),
  },
  {
    flaw: "a state that is not looked at",
    caught: "?state=active gives workers in that state only",
    ...json(stats, (b) => firstWith(b, { state: "idle" })),
  },
  {
    flaw: "a limit that is not looked at",
    caught: "?limit=1 gives one worker at most, of an unchanged pool",
    ...json(stats, (b) => ({ ...b, workers: [...b.workers, ...b.workers] })),
  },
  {
    flaw: "an app that is not looked at",
    caught: "?app=name@version gives that app's workers only",
    ...replace(stats, (r) =>
      r.url.includes("app=a%40") ? Response.json(oneWorker("b@1")) : undefined,
    ),
  },
  {
    flaw: "workers of an unknown app",
    caught: "?app= of an app that is not there gives no workers",
    ...replace(stats, (r) =>
      r.url.includes("no-such") ? Response.json(oneWorker("b@1")) : undefined,
    ),
  },
  {
    flaw: "nonsense taken for nothing",
    caught: "?state=purple is answered with 400 and a message",
    ...replace(stats, (r) => (r.url.includes("purple") ? Response.json({}) : undefined)),
  },
  {
    flaw: "an error without a message",
    caught: "?limit=abc is answered with 400 and a message",
    ...replace(stats, () => Response.json({}, { status: 400 })),
  },
  {
    flaw: "Prometheus' version in the type",
    caught: "answers 200 with content-type text/plain; charset=utf-8",
    ...header(text, "content-type", "text/plain; version=0.0.4; charset=utf-8"),
  },
  { flaw: "another help", caught: bytes, ...body(text, (t) => t.replace("Idle", "idle")) },
  {
    flaw: "another type",
    caught: bytes,
    ...body(text, (t) => t.replace("seconds counter", "seconds gauge")),
  },
  { flaw: "no blank line", caught: bytes, ...body(text, (t) => t.replace("\n\n", "\n")) },
  { flaw: "NaN in a family", caught: bytes, ...body(text, (t) => t.replace("idle 2", "idle NaN")) },
  { flaw: "a number as 6.0", caught: bytes, ...body(text, (t) => t.replace("size 6", "size 6.0")) },
  {
    flaw: "something in front",
    caught: bytes,
    ...body(text, (t) => `# HELP x X\n# TYPE x gauge\nx 1\n\n${t}`),
  },
  {
    flaw: "no newline at the end",
    caught: "separates the seven by a blank line and ends with a newline",
    ...body(text, (t) => t.trimEnd()),
  },
  { flaw: "a series twice", caught: whole, ...body(text, (t) => `${t}fake_total 1\n`) },
  { flaw: "no TYPE", caught: whole, ...body(text, (t) => `${t}\nother 1\n`) },
  { flaw: "no HELP", caught: whole, ...body(text, (t) => `${t}\n# TYPE o gauge\no 1\n`) },
  { flaw: "NaN further down", caught: whole, ...body(text, (t) => `${t}fake_total{a="1"} NaN\n`) },
  {
    flaw: "a text whose total is wrong",
    caught: "keeps total = active + idle + creating and utilization = active / size",
    ...body(text, (t) => t.replace("total 3", "total 4")),
  },
  {
    flaw: "a text with another uptime",
    caught: "says the same size and uptime as the JSON",
    ...body(text, (t) => t.replace(/(uptime_seconds) [\d.]+/, "$1 999999")),
  },
  {
    flaw: "the text where it is off",
    caught: "the endpoint answers 404 with an error",
    prometheus: false,
    ...replace(text, page),
  },
  {
    flaw: "HEAD as if it were on",
    caught: "HEAD answers 404 too",
    prometheus: false,
    ...replace(text, page),
  },
  {
    flaw: "a page in place of the refusal",
    caught: "/api/metrics/prometheus/ gives no metrics either",
    prometheus: false,
    ...replace("/api/metrics/prometheus/", page),
  },
  {
    flaw: "a cached feed",
    caught: "answers with an uncached, unbuffered text/event-stream",
    ...header(sse, "cache-control", "no-cache"),
  },
  {
    flaw: "HEAD of another type",
    caught: "HEAD /api/metrics/stats answers at once, with GET's type and no body",
    ...header(stats, "content-type", "text/plain"),
  },
  {
    flaw: "POST taken for GET",
    caught: "POST /api/metrics/ is refused with 405 and Allow: GET, HEAD",
    ...replace(root, (r) => (r.method === "POST" ? Response.json({}) : undefined)),
  },
  {
    flaw: "no word of what is allowed",
    caught: "DELETE /api/metrics/sse is refused with 405 and Allow: GET, HEAD",
    ...header(sse, "allow"),
  },
  {
    flaw: "no page",
    caught: "the base answers with HTML",
    ...header("/", "content-type", "text/plain"),
  },
  {
    flaw: "a foreign base",
    caught: 'the HTML names its base: <base href="{base}/">',
    ...body("/", (t) => t.replace("/metrics/", "/other/")),
  },
  {
    flaw: "an address before the base",
    caught: 'the HTML names its base: <base href="{base}/">',
    ...body("/", (t) => t.replace("<base", '<script src="a.js"></script><base')),
  },
  {
    flaw: "another page behind a link",
    caught: "/workers/a.b@1.0.0 is the same page, so that it can be linked",
    ...replace("/workers/a.b@1.0.0", page),
  },
  {
    flaw: "HEAD of the page fails",
    caught: "HEAD answers with HTML's type and no body",
    ...replace("/", (r) => (r.method === "HEAD" ? new Response(null, { status: 405 }) : undefined)),
  },
  {
    flaw: "a page with an ETag",
    caught: "the HTML is not kept by caches: no-store, no ETag",
    entrypoint: "worker",
    ...header("/", "etag", '"x"'),
  },
  {
    flaw: "a page for an unknown API path",
    caught: "/api/nothing is answered with 404 and an error, not with a page",
    entrypoint: "worker",
    ...replace("/api/nothing", page),
  },
  {
    flaw: "a font from elsewhere",
    caught: "all come from the host itself",
    ...body("/", (t) => t.replace("./assets/a-1.css", "https://fonts.example/a.css")),
  },
  {
    flaw: "a script of the wrong type",
    caught: "are there, with the type of their name",
    ...header(script, "content-type", "text/plain"),
  },
  {
    flaw: "a missing chunk of a script",
    caught: "are there, with the type of their name",
    ...body(script, (t) => t.replace("b-2", "c-3")),
  },
  {
    flaw: "files that must be asked for again",
    caught: "can be kept forever: immutable, with an ETag",
    entrypoint: "worker",
    ...header(script, "cache-control", "no-cache"),
  },
  {
    flaw: "files sent again to who has them",
    caught: "are not sent again to who has them: 304",
    entrypoint: "worker",
    ...header(script, "etag", '"other"'),
  },
  {
    flaw: "a page for a missing file",
    caught: "that are missing are answered with 404, not with a page",
    entrypoint: "worker",
    ...replace("/assets/no-such-file-0a1b2c3d.js", page),
  },
  {
    flaw: "a file outside",
    caught: "climbing by %252e%252e reveals no file",
    answer: (response, _, path) =>
      path.includes("manifest.yaml") ? new Response("name: x\npluginEntry: dist\n") : response,
  },
  {
    flaw: "a fault on a NUL",
    caught: "a NUL, an absolute path or a very long one reveals no file",
    answer: (response, _, path) =>
      path.includes("%00") ? new Response("", { status: 500 }) : response,
  },
];

type Body = Parameters<Parameters<typeof json>[1]>[0];

function poolWith(answer: Body, change: object) {
  return { ...answer, pool: { ...answer.pool, ...change } };
}

function firstWith(answer: Body, change: object) {
  const [first, ...rest] = answer.workers;
  return { ...answer, workers: [{ ...first, ...change }, ...rest] };
}

function oneWorker(app: string) {
  const pool = { size: 1, active: 0, idle: 1, creating: 0, total: 1, utilization: 0 };
  const memory = { rss: 0, heapUsed: 0 };
  return { pool, workers: [{ id: "w", app, state: "idle", requests: 0, uptime: 0, memory }] };
}
