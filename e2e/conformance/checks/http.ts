import {
  type Check,
  checksOf,
  each,
  expectEqual,
  expectHeader,
  expectNoStore,
  NotApplicable,
  unlessOff,
} from "../check.ts";
import { recordFeed } from "../feed-recording.ts";
import { expectError, type HttpResponse, parsed, request } from "../request.ts";
import { activityShape, shaped } from "../shapes.ts";
import type { Target } from "../target.ts";

const JSON_TYPE = /^application\/json/;
const TEXT = "/api/metrics/prometheus";
const TYPES: Record<string, RegExp> = {
  "/api/metrics/": JSON_TYPE,
  "/api/metrics/stats": JSON_TYPE,
  [TEXT]: /^text\/plain; charset=utf-8$/,
  "/api/metrics/sse": /^text\/event-stream/,
};
const OTHERS = ["POST", "PUT", "PATCH", "DELETE"];
const ALLOWED = /^(GET, ?HEAD|HEAD, ?GET)$/;

/** Paths below the base, and the documented ones that they must redirect to. */
const REDIRECTS: [from: string, to: string][] = [
  ["/api/metrics/stats/", "/api/metrics/stats"],
  ["/api/metrics/sse/", "/api/metrics/sse"],
  ["/api/", "/api/metrics/"],
  ["/api/stats", "/api/metrics/stats"],
  ["/api/sse", "/api/metrics/sse"],
  ["/admin/", "/api/metrics/"],
  ["/admin/stats", "/api/metrics/stats"],
  ["/admin/sse", "/api/metrics/sse"],
];
const TO_TEXT = ["/api/metrics/prometheus/", "/api/prometheus", "/prometheus"].map(
  (from) => [from, TEXT] as const,
);
const leads = ([from, to]: readonly [string, string]) =>
  `${from} is redirected by 308 to ${to}, its query included`;

const INSTANCE = "x-metrics-instance";
const REQUESTS: [path: string, method: string][] = [
  ["/api/metrics/", "GET"],
  ["/api/metrics/stats", "GET"],
  ["/api/metrics/stats?limit=-1", "GET"],
  ["/api/metrics/prometheus", "GET"],
  ["/api/metrics/sse", "HEAD"],
  ["/api/metrics/", "POST"],
];
const SAFE = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'self'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

const skipOf = (path: string) => (path === TEXT ? unlessOff : undefined);

/** Checks on methods, redirects, compression and headers of the API. */
export const httpChecks: readonly Check[] = [
  ...checksOf("Headers of the API")({
    "prevent sniffing, framing and leaking, also on error responses": (target) =>
      expectEverywhere(target, (response, where) => {
        expectNoStore(response);
        for (const [name, value] of Object.entries(SAFE)) {
          expectEqual(`${name} on ${where}`, response.headers.get(name), value);
        }
      }),
    "identify the process on every response, including errors: x-metrics-instance": async (
      target,
    ) => {
      const { headers } = await request(target, "/api/metrics/");
      if (!headers.has(INSTANCE)) throw new NotApplicable("the host has none");
      await expectEverywhere(target, (response) =>
        expectHeader(response, INSTANCE, /^(?!none$)\S+$/),
      );
    },
    "identify the same process as the feed's activity": expectInActivity,
  }),
  ...Object.keys(TYPES).flatMap((path) =>
    checksOf(
      "Methods",
      skipOf(path),
    )({
      [`HEAD ${path} responds at once, with GET's type and no body`]: (t) => expectHead(t, path),
      [`OPTIONS ${path} is 204 with Allow: GET, HEAD, and grants nothing to other origins`]: (t) =>
        expectOptions(t, path),
      ...each(
        OTHERS,
        (method) => `${method} ${path} is refused with 405 and Allow: GET, HEAD`,
        async (target, method) => {
          const response = await request(target, path, { method });
          expectError(response, 405);
          expectHeader(response, "allow", ALLOWED);
        },
      ),
    }),
  ),
  ...checksOf("Other addresses of the endpoints")(each(REDIRECTS, leads, expectRedirect)),
  ...checksOf("Other addresses of the endpoints", unlessOff)(each(TO_TEXT, leads, expectRedirect)),
  ...["/api/metrics/stats", TEXT].flatMap((path) =>
    checksOf(
      "Compression",
      skipOf(path),
    )({
      ...each(
        ["identity;q=1, gzip;q=0.5", "gzip;q=0"],
        (accepted) => `${path} is not compressed for ${accepted}`,
        async (target, accepted) => {
          const headers = { "accept-encoding": accepted };
          const response = await request(target, path, { headers });
          expectHeader(response, "content-encoding", /^none$/);
        },
      ),
      [`${path} has vary: accept-encoding`]: async (target) => {
        const response = await request(target, path, { headers: { "accept-encoding": "gzip" } });
        expectHeader(response, "vary", /(^|[\s,])accept-encoding($|[\s,])/i);
      },
    }),
  ),
];

async function expectEverywhere(
  target: Target,
  expectHeaders: (response: HttpResponse, where: string) => void,
): Promise<void> {
  for (const [path, method] of REQUESTS) {
    expectHeaders(await request(target, path, { method }), `${method} ${path}`);
  }
}

/** A stream belongs to one process, so this also applies behind a load balancer. */
async function expectInActivity(target: Target): Promise<void> {
  const { timeout: milliseconds } = target;
  const { headers, events } = await recordFeed(target, { messages: 2, milliseconds });
  const activity = events.find(({ event }) => event === "activity");
  if (!activity || !headers.has(INSTANCE)) throw new NotApplicable("the host has none");
  const { instance } = shaped(activityShape, parsed(activity.data));
  expectEqual("instance", instance ?? "none", headers.get(INSTANCE));
}

/** A HEAD that waited for an event stream would run into the timeout. */
async function expectHead(target: Target, path: string): Promise<void> {
  const response = await request(target, path, { method: "HEAD" });
  expectEqual("status", response.status, 200);
  expectHeader(response, "content-type", TYPES[path] ?? /^$/);
  expectEqual("body", response.body, "");
  // RFC 9110, section 8.6: no length that GET's response would not have.
  if (path.endsWith("/sse")) expectHeader(response, "content-length", /^none$/);
}

async function expectOptions(target: Target, path: string): Promise<void> {
  const response = await request(target, path, { method: "OPTIONS" });
  expectEqual("status", response.status, 204);
  expectEqual("body", response.body, "");
  expectHeader(response, "allow", ALLOWED);
  expectHeader(response, "access-control-allow-origin", /^none$/);
}

async function expectRedirect(
  target: Target,
  [from, to]: readonly [string, string],
): Promise<void> {
  const { status, headers } = await request(target, `${from}?_=1`, { redirect: "manual" });
  expectEqual("status", status, 308);
  expectHeader({ headers }, "location", /^(?![a-z]+:|\/)/);
  const location = headers.get("location") ?? "none";
  const reached = new URL(location, `${target.base}${from}`).href;
  expectEqual("target", reached, `${target.base}${to}?_=1`);
}
