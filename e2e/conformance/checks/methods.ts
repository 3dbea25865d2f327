import { ask, expectError } from "../ask.ts";
import { type Check, expectEqual, expectThat } from "../check.ts";
import type { Target } from "../target.ts";

const theme = "Methods";
const text = "/api/metrics/prometheus";
const paths = ["/api/metrics/", "/api/metrics/stats", text, "/api/metrics/sse"];
const others = ["POST", "PUT", "PATCH", "DELETE"];

const skip = (path: string) => (target: Target) =>
  path === text && !target.prometheus ? "prometheus is off" : undefined;

/** Checks on HEAD and on the methods that are refused. */
export const methodChecks: readonly Check[] = [
  ...paths.map((path) => ({
    theme,
    sentence: `HEAD ${path} answers at once, with GET's type and no body`,
    skip: skip(path),
    run: (target: Target) => expectHead(target, path),
  })),
  ...paths.map((path) => ({
    theme,
    sentence: `OPTIONS ${path} is 204 with Allow: GET, HEAD, and opens nothing to other origins`,
    skip: skip(path),
    run: (target: Target) => expectOptions(target, path),
  })),
  ...paths.flatMap((path) =>
    others.map((method) => ({
      theme,
      sentence: `${method} ${path} is refused with 405 and Allow: GET, HEAD`,
      skip: skip(path),
      run: (target: Target) => expectRefused(target, path, method),
    })),
  ),
];

const typeOf: Record<string, RegExp> = {
  "/api/metrics/": /^application\/json/,
  "/api/metrics/stats": /^application\/json/,
  [text]: /^text\/plain; charset=utf-8$/,
  "/api/metrics/sse": /^text\/event-stream/,
};

/** A HEAD that waited for an event stream would run into the timeout. */
async function expectHead(target: Target, path: string): Promise<void> {
  const { status, headers, body } = await ask(target, path, { method: "HEAD" });
  expectEqual("status", status, 200);
  const type = headers.get("content-type") ?? "none";
  expectThat(typeOf[path]?.test(type) === true, `content-type ${typeOf[path]?.source}`, type);
  expectEqual("body", body, "");
  // RFC 9110, section 8.6: no length that GET's response would not have.
  if (path.endsWith("/sse")) expectEqual("content-length", headers.get("content-length"), null);
}

async function expectOptions(target: Target, path: string): Promise<void> {
  const { status, headers, body } = await ask(target, path, { method: "OPTIONS" });
  expectEqual("status", status, 204);
  expectEqual("body", body, "");
  expectAllow(headers);
  expectEqual("CORS", headers.get("access-control-allow-origin"), null);
}

async function expectRefused(target: Target, path: string, method: string): Promise<void> {
  const answer = await ask(target, path, { method });
  expectError(answer, 405);
  expectAllow(answer.headers);
}

function expectAllow(headers: Headers): void {
  const allowed = (headers.get("allow") ?? "none").split(/\s*,\s*/).sort();
  expectEqual("Allow", allowed.join(", "), "GET, HEAD");
}
