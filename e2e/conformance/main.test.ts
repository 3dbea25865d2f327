import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { fakeInterval, startFake } from "./fake/host.ts";
import { header } from "./fake/spoil.ts";

const hosts = { sound: startFake(), broken: startFake(header("/api/metrics/", "cache-control")) };
const locked = startFake({
  answer: (response, request) =>
    request.headers.get("authorization") === "Bearer secret"
      ? response
      : new Response("who?", { status: 401 }),
});
const elsewhere = Bun.serve({ port: 0, fetch: () => new Response("no", { status: 404 }) });

afterAll(async () => {
  await Promise.all([hosts.sound.stop(), hosts.broken.stop()]);
  await Promise.all([locked.stop(), elsewhere.stop(true)]);
});

async function run(...args: string[]) {
  const command = [process.execPath, join(import.meta.dir, "main.ts"), ...args];
  const child = Bun.spawn(command, { stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  return { status: await child.exited, out, err };
}

function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

const pace = ["--sse-interval", String(fakeInterval)];

test("a sound host gives a list of ✓ and status 0", async () => {
  const { status, out } = await run("--url", hosts.sound.url, ...pace);
  expect(out).toContain("  ✓ the base answers with HTML\n");
  expect(out).toMatch(/\n\d+ hold, 0 fail, \d+ skipped\n$/);
  expect(status).toBe(0);
});

test("a broken host gives what was wanted and what came, and status 1", async () => {
  const { status, out } = await run("--url", hosts.broken.url, ...pace);
  expect(out).toContain(
    "  ✗ is not kept by caches: cache-control no-store\n" +
      '      wanted: cache-control no-store\n      got:    "none"\n',
  );
  expect(status).toBe(1);
});

test("--header is sent with every request, raw ones and the feed's too", async () => {
  const header = ["--header", "Authorization: Bearer secret"];
  const { status, out } = await run("--url", locked.url, ...pace, ...header);
  expect(out).toContain(", 0 fail,");
  expect(status).toBe(0);
});

test("--json gives every outcome", async () => {
  const { status, out } = await run("--url", hosts.sound.url, ...pace, "--json");
  const { ok, outcomes } = JSON.parse(out);
  expect({ status, ok }).toEqual({ status: 0, ok: true });
  expect(outcomes).toContainEqual({
    theme: "Pages",
    sentence: "the HTML is not kept by caches: no-store, no ETag",
    result: "skipped",
    reason: "the host decides it under the .html entrypoint",
  });
});

const unreachable: [what: string, url: string, message: RegExp][] = [
  ["nobody listens", "http://127.0.0.1:1/metrics", /^no answer to GET http:\S+ .*\n$/],
  ["a password is wanted", locked.url, /authentication \(401\).*--header/],
  [
    "no plugin is there",
    `http://127.0.0.1:${elsewhere.port}/metrics`,
    /^no metrics plugin answers at/,
  ],
];

test.each(unreachable)("where %s, one line says so, with status 1", async (_, url, message) => {
  const { status, out, err } = await run("--url", url);
  expect(err).toMatch(message);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
  expect({ status, out }).toEqual({ status: 1, out: "" });
});

const bad: [args: string[], message: string][] = [
  [[], "--url is missing"],
  [["--url", "metrics"], "--url wants an address such as http://host:8000/metrics, got metrics"],
  [["--url", "http://h/m", "--entrypoint", "js"], "--entrypoint wants html or worker, got js"],
  [["--url", "http://h/m", "--prometheus", "yes"], "--prometheus wants on or off, got yes"],
  [["--url", "http://h/m", "--timeout", "1s"], "--timeout wants whole milliseconds, got 1s"],
  [["--url", "http://h/m", "--header", "x"], '--header wants "Name: value", got x'],
  [["--url", "http://h/m", "--nonsense"], "Unknown option '--nonsense'"],
];

test.each(bad)(
  "bad arguments %j give the reason, the usage and status 2",
  async (args, message) => {
    const { status, err } = await run(...args);
    expect(err).toStartWith(message);
    expect(err).toContain("usage: bun run conformance");
    expect(status).toBe(2);
  },
);
