import { exchange, requestOf } from "../../../testing/raw-http.ts";
import { type Check, checksOf, each, expectThat } from "../check.ts";
import { NoResponse, reason } from "../request.ts";
import type { Target } from "../target.ts";

const up = ["..", "%2e%2e", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "%uff0e%uff0e", "..;"];
const separators = ["/", "%2f", "\\", "%5c", "%252f"];
const secrets = ["manifest.yaml", "package.json", "dist/plugin.js", "etc/passwd"];

/** Texts from files that must not be served. */
const leaks = [
  /^root:[^:]*:0:0:/m,
  /^pluginEntry:/m,
  /"name":\s*"@buntime\/plugin-metrics"/,
  /^\/\/ @bun/m,
];

/** Checks on path traversal. */
export const traversalChecks: readonly Check[] = checksOf(
  "Nothing outside the pages' folder is served",
)({
  ...each(
    up,
    (dots) => `traversal with ${dots} reveals no file`,
    async (target, dots) => {
      for (const path of climbs(dots)) await expectNothing(target, path);
    },
  ),
  "a NUL, an absolute path or a very long one reveals no file": async (target) => {
    const paths = ["/assets/%00", "/index.html%00.js", "//etc/passwd", "/%2fetc%2fpasswd"];
    for (const path of [...paths, `/${"a".repeat(4000)}`]) await expectNothing(target, path);
  },
});

function climbs(dots: string): string[] {
  return separators.flatMap((slash) =>
    secrets.flatMap((secret) =>
      [3, 9].map((depth) => `/assets/${`${dots}${slash}`.repeat(depth)}${secret}`),
    ),
  );
}

/** A page, a redirect or an error is fine, a file's content or a 5xx is not. */
async function expectNothing(target: Target, path: string): Promise<void> {
  const { status, body } = await rawGet(target, `${target.basePath}${path}`);
  const leak = leaks.find((pattern) => pattern.test(body));
  const shown = { path, status, body: body.slice(0, 120) };
  expectThat(leak === undefined, "no content of a file outside", shown);
  expectThat(status < 500, "no server error", shown);
}

/** Requests the path exactly as written, which `fetch` would normalise first. */
async function rawGet({ origin, headers, timeout }: Target, path: string) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = requestOf("GET", path, lines.join(""), new URL(origin).host);
  try {
    const response = await exchange(origin, request, timeout);
    if (response.status > 0) return response;
    throw new Error("the connection was closed without a response");
  } catch (error) {
    throw new NoResponse(`no response to GET ${path}: ${reason(error, timeout)}`);
  }
}
