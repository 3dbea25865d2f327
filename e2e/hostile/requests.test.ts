import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DevHost, startHost } from "../../dev/host.ts";
import { root } from "../../scripts/root.ts";
import { exchange, type RawResponse, requestOf } from "../../testing/raw-http.ts";

const ENDPOINTS = ["/", "/prometheus", "/stats", "/sse", "/history"].map(
  (path) => `/api/metrics${path}`,
);

/** What no response may contain. */
const FORBIDDEN = [
  readFileSync(join(root, "package.json"), "utf8").slice(0, 60),
  "pluginEntry:",
  "root:x:0:0",
  root,
];

const SCRIPT = "<script>alert(1)</script>";

/** Below the plugin's base. Paths out of its folder: `server/pages.test.ts`. */
const PATHS: Readonly<Record<string, string>> = {
  "an incomplete escape": "/%",
  "an escape that isn't UTF-8": "/%ff%fe",
  "a double escape": "/api/%256detrics/",
  "an escaped slash": "/api%2fmetrics%2fstats",
  backslashes: "/assets\\..\\..\\package.json",
  "a script": `/api/metrics/${SCRIPT}`,
  "a line break": "/x%0d%0aset-cookie:%20a=b",
  "6 kB of escapes": `/${"%E4%B8%AD".repeat(700)}`,
  "6 kB of escapes below the API": `/api/metrics/${"%e4%b8%ad".repeat(700)}`,
  "2 kB of raw bytes": `/${"\xe4\xb8\xad".repeat(660)}`,
  "1,000 segments": "/x".repeat(1_000),
  "1,000 slashes": "/".repeat(1_000),
  "a million bytes": `/${"x".repeat(1_000_000)}`,
  "5,000 parameters": `/api/metrics/stats?${"limit=1&".repeat(5_000)}`,
  "parameters named after prototypes": "/api/metrics/?__proto__=1&constructor=2&max-__proto__=1",
  "a column named after a prototype": "/api/metrics/stats?sort=__proto__",
  "a script as a format": `/api/metrics/stats?format=${SCRIPT}`,
  "a terminal's command as an app": "/api/metrics/stats?format=text&app=%1b[2J%0d%0a",
  "a script as a time": `/api/metrics/history?since=${SCRIPT}`,
  "a script as a threshold": `/api/metrics/?max-failed=${SCRIPT}`,
  "a hidden file": "/.buntime-buntime-plugin-metrics-0.js",
};

describe("a host", () => {
  let host: DevHost;
  beforeAll(async () => {
    host = await startHost({ port: 0, quiet: true, entrypoint: "worker" });
  });
  afterAll(() => host.stop());

  const send = (method: string, path: string, headers = "") =>
    exchange(host.url, requestOf(method, host.base + path, headers));

  /** No server error, nothing internal, and the plugin still responds. */
  async function expectHarmless({ status, head, body }: RawResponse): Promise<void> {
    // 501 and 505 are Bun's own, to a method or protocol that it doesn't speak.
    expect(status < 500 || status === 501 || status === 505, head).toBeTrue();
    for (const text of FORBIDDEN) expect(body).not.toContain(text);
    expect(head.toLowerCase()).not.toContain("set-cookie");
    if (/content-type: text\/html/i.test(head)) expect(body).not.toContain("alert(1)");
    expect((await fetch(`${host.url}${host.base}/api/metrics/`)).status).toBe(200);
  }

  test.each(Object.entries(PATHS))("survives a path with %s", async (_, path) => {
    await expectHarmless(await send("GET", path));
  });

  test.each([
    ...["TRACE", "CONNECT", "PROPFIND", "QUERY", "get"],
    ...[`G${SCRIPT}ET`, "X".repeat(10_000), "\x00", "GET\tPOST"],
  ])("refuses the method %j", async (method) => {
    for (const path of ENDPOINTS) {
      const response = await send(method, path);
      await expectHarmless(response);
      expect([0, 400, 404, 405, 431, 501, 505]).toContain(response.status);
    }
  });

  test.each([
    ["*/*;q=0", "identity;q=0, *;q=0"],
    ["application/xml", "br;q=1.0, zstd, x-gzip;q=2, gzip;q=-1"],
    ["x".repeat(4_000), "gzip,".repeat(800)],
    ["\xff\xfe", "\xff;;;,,,q=,gzip;q=NaN"],
  ])("responds to Accept %j with Accept-Encoding %j", async (accept, encoding) => {
    for (const path of ENDPOINTS.filter((endpoint) => !endpoint.endsWith("sse"))) {
      const headers = `accept: ${accept}\r\naccept-encoding: ${encoding}\r\n`;
      const response = await send("GET", path, headers);
      await expectHarmless(response);
      expect(response.status).toBe(200);
    }
  });

  test.each([
    ["5,000 headers", Array.from({ length: 5_000 }, (_, i) => `x-${i}: y\r\n`).join("")],
    ["a header of 1 MB", `x: ${"y".repeat(1_000_000)}\r\n`],
    ["a header without a name", ": y\r\n"],
    ["a header with a NUL", "x: a\0b\r\n"],
    ["two lengths", "content-length: 5\r\ncontent-length: 6\r\n"],
    ["a length and chunks", "content-length: 5\r\ntransfer-encoding: chunked\r\n"],
    ["a negative length", "content-length: -1\r\n"],
    ["a script as its host", `host: ${SCRIPT}\r\n`],
    ["invalid conditions", 'if-none-match: "\xff", W/"", *\r\nif-modified-since: never\r\n'],
    ["an upgrade", "upgrade: websocket\r\nsec-websocket-key: x\r\nsec-websocket-version: 13\r\n"],
  ])("survives a request with %s", async (_, headers) => {
    for (const path of ["/api/metrics/", "/api/metrics/stats", "/"]) {
      await expectHarmless(await send("GET", path, headers));
    }
  });

  test.each(["\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\0\r\n\r\n", "GET / HTTP/9\r\n\r\n"])(
    "survives the request line %j",
    async (line) => expectHarmless(await exchange(host.url, line)),
  );

  test("ignores a body", async () => {
    const body = "x".repeat(100_000);
    const headers = `content-length: ${body.length}\r\n`;
    const request = requestOf("POST", `${host.base}/api/metrics/`, headers) + body;
    const response = await exchange(host.url, request);
    await expectHarmless(response);
    expect(response.status).toBe(405);
  });
});

describe("a host with auth: host", () => {
  const KEY = "root key";
  let host: DevHost;
  beforeAll(async () => {
    host = await startHost({ port: 0, quiet: true, auth: "host", rootKey: KEY });
  });
  afterAll(() => host.stop());

  test.each([
    ["a key and another", `x-api-key: ${KEY}\r\nx-api-key: other\r\n`],
    ["a key with a NUL", `x-api-key: ${KEY}\0\r\n`],
    ["a key named after a prototype", "x-api-key: __proto__\r\n"],
    ["a key of 1 MB", `x-api-key: ${"x".repeat(1_000_000)}\r\n`],
    ["10 kB of spaces", `authorization: Bearer${" ".repeat(10_000)}\r\n`],
    ["a cookie that isn't UTF-8", "cookie: buntime_api_key=%ff%fe\r\n"],
    ["500 cookies", `cookie: ${"buntime_api_key=x; ".repeat(500)}\r\n`],
    ["a path for a proxy", "x-original-url: /api/health\r\nx-forwarded-for: 127.0.0.1\r\n"],
  ])("is not opened by %s", async (_, headers) => {
    for (const path of [...ENDPOINTS, "/api/metrics/stats?_key=root%20key", "/api/%6detrics/"]) {
      const { status, head, body } = await exchange(
        host.url,
        requestOf("GET", host.base + path, headers),
      );
      expect([400, 401, 431], `${path}: ${head}`).toContain(status);
      expect(body).not.toContain(KEY);
    }
    const url = `${host.url}${host.base}/api/metrics/`;
    expect((await fetch(url, { headers: { "x-api-key": KEY } })).status).toBe(200);
  });
});
