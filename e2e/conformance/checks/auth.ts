import { type Check, checksOf, each, expectEqual, expectThat } from "../check.ts";
import { messagesOf, recordFeed } from "../feed-recording.ts";
import { expectError, request } from "../request.ts";
import type { Target } from "../target.ts";

const STATS = "/api/metrics/stats";
const FEED = "/api/metrics/sse";
const PATHS = [
  ...["/api/metrics/", STATS, "/api/metrics/prometheus", "/api/metrics/history", FEED],
  "/api/metrics/nothing",
];

/** The ways to send a key, by name. */
const CARRIERS: Record<string, (key: string) => Record<string, string>> = {
  "X-API-Key": (key) => ({ "x-api-key": key }),
  "Authorization: Bearer": (key) => ({ authorization: `Bearer ${key}` }),
  "the shell's cookie": (key) => ({ cookie: `buntime_api_key=${encodeURIComponent(key)}` }),
};
const carriers = Object.entries(CARRIERS);

const unlessClosed = ({ key }: Target) => (key === undefined ? "no key is given" : undefined);

/** Checks on `auth: host`: without one of the host's keys nothing can be read. */
export const authChecks: readonly Check[] = checksOf(
  "auth: host",
  unlessClosed,
)({
  ...each(
    PATHS,
    (path) => `GET ${path} without a key is refused with 401, and HEAD without a body`,
    async (target, path) => {
      const response = await request(withKey(target), path);
      expectError(response, 401);
      expectEqual("www-authenticate", response.headers.get("www-authenticate"), "Bearer");
      const { status, body } = await request(withKey(target), path, { method: "HEAD" });
      expectEqual("status of HEAD", status, 401);
      expectEqual("body of HEAD", body, "");
    },
  ),
  ...each(
    carriers,
    ([name]) => `a wrong key in ${name} is refused with the same message as a missing one`,
    async (target, [, send]) => {
      for (const path of PATHS) {
        const none = await request(withKey(target), path);
        const wrong = await request(withKey(target, send(`${target.key}x`)), path);
        expectEqual("status", wrong.status, 401);
        expectEqual("body", wrong.body, none.body);
        const challenge = none.headers.get("www-authenticate");
        expectEqual("www-authenticate", wrong.headers.get("www-authenticate"), challenge);
      }
    },
  ),
  ...each(
    carriers,
    ([name]) => `the key in ${name} grants GET and HEAD ${STATS}, and the feed`,
    async (target, [, send]) => {
      const keyed = withKey(target, send(target.key ?? ""));
      for (const method of ["GET", "HEAD"]) {
        expectEqual(`status of ${method}`, (await request(keyed, STATS, { method })).status, 200);
      }
      const leave = { messages: 1, milliseconds: target.timeout };
      const messages = messagesOf((await recordFeed(keyed, leave)).events);
      expectThat(messages.length > 0, "an event of the feed", "none");
    },
  ),
});

/** The target with these headers in place of its own key. */
function withKey(target: Target, headers: Record<string, string> = {}): Target {
  const { "x-api-key": _, ...others } = target.headers;
  return { ...target, headers: { ...others, ...headers } };
}
