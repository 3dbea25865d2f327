import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DevHost, startHost } from "../../dev/host.ts";
import { root } from "../../scripts/root.ts";
import { exchange, type RawResponse, requestOf } from "../../testing/raw-http.ts";
import { SENSELESS_PATHS } from "./paths.ts";

const ENDPOINTS = ["/", "/prometheus", "/stats", "/sse", "/history"].map(
  (path) => `/api/metrics${path}`,
);

/** Statuses of 500 and above that say nothing of a fault: Bun's own word for a protocol it doesn't speak. */
const NO_FAULT = [501, 505];

/** What must never be seen in an answer to anybody. */
const FORBIDDEN = [
  readFileSync(join(root, "package.json"), "utf8").slice(0, 60),
  "pluginEntry:",
  "root:x:0:0",
  "@buntime/plugin-metrics for the pages' worker",
  root,
];

describe.each(["html", "worker"] as const)("with the %s entrypoint", (entrypoint) => {
  let host: DevHost;

  beforeAll(async () => {
    host = await startHost({ port: 0, quiet: true, entrypoint });
  });
  afterAll(() => host.stop());

  const get = (path: string, headers = "") =>
    exchange(host.url, requestOf("GET", host.base + path, headers));

  /** No fault of the plugin, nothing that it should not tell, and it goes on answering. */
  async function expectHarmless(answer: RawResponse): Promise<void> {
    expect(answer.status < 500 || NO_FAULT.includes(answer.status), answer.head).toBeTrue();
    for (const text of FORBIDDEN) expect(answer.body).not.toContain(text);
    expect(answer.head.toLowerCase()).not.toContain("set-cookie");
    const isHtml = /content-type: text\/html/i.test(answer.head);
    if (isHtml) expect(answer.body).not.toContain("alert(1)");
    expect((await fetch(`${host.url}${host.base}/api/metrics/`)).status).toBe(200);
  }

  test.each(Object.entries(SENSELESS_PATHS))("a path of %s does no harm", async (_, path) => {
    await expectHarmless(await get(path));
  });

  test.each([
    ...["TRACE", "CONNECT", "PROPFIND", "PURGE", "LINK", "SEARCH", "QUERY"],
    ...["get", "G<script>alert(1)</script>ET", "X".repeat(10_000), "\x00", "GET\tPOST"],
  ])("the method %j is refused", async (method) => {
    for (const path of ENDPOINTS) {
      const answer = await exchange(host.url, requestOf(method, host.base + path));
      await expectHarmless(answer);
      expect([0, 400, 404, 405, 431, 501, 505]).toContain(answer.status);
    }
  });

  test.each([
    ["*/*;q=0", "identity;q=0, *;q=0"],
    ["application/xml", "br;q=1.0, zstd, x-gzip;q=2, gzip;q=-1"],
    ["text/html,<script>", ";;;,,,q=,gzip;q=NaN"],
    ["x".repeat(4_000), "gzip,".repeat(800)],
    ["application/openmetrics-text; version=1.0.0", "gzip;q=0.0001"],
    ["\xff\xfe", "\xff"],
  ])("Accept %j with Accept-Encoding %j is answered", async (accept, encoding) => {
    for (const path of ENDPOINTS.filter((endpoint) => !endpoint.endsWith("sse"))) {
      const headers = `accept: ${accept}\r\naccept-encoding: ${encoding}\r\n`;
      const answer = await get(path, headers);
      await expectHarmless(answer);
      expect(answer.status).toBe(200);
    }
  });

  test.each([
    ["150 headers", Array.from({ length: 150 }, (_, i) => `x-${i}: y\r\n`).join("")],
    ["5,000 headers", Array.from({ length: 5_000 }, (_, i) => `x-${i}: y\r\n`).join("")],
    ["a header of 1 MB", `x: ${"y".repeat(1_000_000)}\r\n`],
    ["a header without a name", ": y\r\n"],
    ["a header with a NUL", "x: a\0b\r\n"],
    ["two lengths", "content-length: 5\r\ncontent-length: 6\r\n"],
    ["a length and chunks", "content-length: 5\r\ntransfer-encoding: chunked\r\n"],
    ["a length below zero", "content-length: -1\r\n"],
    ["a host of nonsense", "host: <script>alert(1)</script>\r\n"],
    ["a range", "range: bytes=0-0,5-9,-1\r\n"],
    ["conditions of nonsense", 'if-none-match: "\xff", W/"", *\r\nif-modified-since: never\r\n'],
    ["an upgrade", "upgrade: websocket\r\nsec-websocket-key: x\r\nsec-websocket-version: 13\r\n"],
  ])("%s: the request does no harm", async (_, headers) => {
    for (const path of ["/api/metrics/", "/api/metrics/stats", "/"]) {
      await expectHarmless(await get(path, headers));
    }
  });

  test("the page tells who may frame it where the plugin serves it, and nowhere else", async () => {
    const response = await fetch(`${host.url}${host.base}/`);
    const policy = response.headers.get("content-security-policy");
    expect(policy?.includes("frame-ancestors 'self'") ?? false).toBe(entrypoint === "worker");
    expect(await response.text()).toContain('http-equiv="Content-Security-Policy"');
  });

  test("a request line of nonsense does no harm", async () => {
    for (const line of [
      "\r\n\r\n",
      "GET\r\n\r\n",
      "\x16\x03\x01\x02\0\r\n\r\n",
      "GET / HTTP/9\r\n\r\n",
    ]) {
      await expectHarmless(await exchange(host.url, line));
    }
  });

  test("a body that is sent along is of no interest", async () => {
    const body = "x".repeat(100_000);
    const headers = `content-length: ${body.length}\r\n`;
    const request = requestOf("POST", `${host.base}/api/metrics/`, headers) + body;
    const answer = await exchange(host.url, request);
    await expectHarmless(answer);
    expect(answer.status).toBe(405);
  });
});

describe("with auth: host", () => {
  const KEY = "root key";
  const REFUSED = [400, 401, 431];
  let host: DevHost;

  beforeAll(async () => {
    host = await startHost({ port: 0, quiet: true, auth: "host", rootKey: KEY });
  });
  afterAll(() => host.stop());

  test.each([
    ["no key", ""],
    ["an empty key", "x-api-key: \r\n"],
    ["a key and another", `x-api-key: ${KEY}\r\nx-api-key: other\r\n`],
    ["half a key", `x-api-key: ${KEY.slice(0, 4)}\r\n`],
    ["a key with a NUL", `x-api-key: ${KEY}\0\r\n`],
    ["a key named like a prototype", "x-api-key: __proto__\r\n"],
    ["a key of 10 kB", `x-api-key: ${"x".repeat(10_000)}\r\n`],
    ["a key of 1 MB", `x-api-key: ${"x".repeat(1_000_000)}\r\n`],
    ["another scheme", `authorization: Basic ${btoa(`root:${KEY}`)}\r\n`],
    ["10 kB of spaces", `authorization: Bearer${" ".repeat(10_000)}\r\n`],
    ["a cookie of no UTF-8", "cookie: buntime_api_key=%ff%fe\r\n"],
    ["500 cookies", `cookie: ${"buntime_api_key=x; ".repeat(500)}\r\n`],
    ["a path for a proxy", "x-original-url: /api/health\r\nx-forwarded-for: 127.0.0.1\r\n"],
  ])("%s opens nothing", async (_, headers) => {
    for (const path of [...ENDPOINTS, "/api/metrics/stats?_key=root%20key", "/api/%6detrics/"]) {
      const answer = await exchange(host.url, requestOf("GET", host.base + path, headers));
      expect(REFUSED, `${path}: ${answer.head}`).toContain(answer.status);
      expect(answer.body).not.toContain(KEY);
    }
    const url = `${host.url}${host.base}/api/metrics/`;
    expect((await fetch(url, { headers: { "x-api-key": KEY } })).status).toBe(200);
  });
});
