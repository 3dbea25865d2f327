import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { $ } from "bun";
import { type DevHost, type HostOptions, startHost } from "../../dev/host.ts";
import { parseOptions } from "../../scripts/command-line.ts";
import { OPTIONS, targetOptions } from "./arguments.ts";
import { allChecks } from "./catalogue.ts";
import { AUTH_FLAWS, FLAWS, type Flaw, PROMETHEUS_OFF_FLAWS } from "./flaws.ts";
import { type Outcome, runChecks } from "./run.ts";
import { createTarget } from "./target.ts";

const INTERVAL = 200;

/** A real host behind a proxy that corrupts responses; the header `x-flaw` selects how. */
async function startFlawed(manifest: HostOptions, flaws: readonly Flaw[]) {
  const options = { port: 0, quiet: true, sseInterval: INTERVAL, entrypoint: "worker" } as const;
  const host = await startHost({ ...options, ...manifest });
  for (const app of ["hello", "uuid", "lambda", "fails"]) await fetch(`${host.url}/${app}/`);
  const proxy = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    fetch: (request) => respond(host, flaws, request),
  });
  return {
    url: `http://127.0.0.1:${proxy.port}${host.base}`,
    async stop() {
      await proxy.stop(true);
      await host.stop();
    },
  };
}

async function respond(host: DevHost, flaws: readonly Flaw[], request: Request) {
  const { pathname, search } = new URL(request.url);
  const { method, headers, signal } = request;
  headers.set("accept-encoding", "identity");
  headers.delete("host");
  if (headers.has("origin")) headers.set("origin", host.url);
  if (headers.get("authorization") === "Bearer wrong") return new Response("", { status: 401 });
  const url = `${host.url}${pathname}${search}`;
  const response = await fetch(url, { method, headers, signal, redirect: "manual" });
  const [, where, corrupt] = flaws[Number(headers.get("x-flaw") ?? -1)] ?? [];
  if (where === undefined || corrupt === undefined) return response;
  const path = pathname.slice(host.base.length);
  const isThere = where.startsWith("/") ? path === where : path.endsWith(where);
  return isThere ? corrupt(response, request) : response;
}

type FlawedHost = Awaited<ReturnType<typeof startFlawed>>;

/** The manifests, and the flaws that only apply to each. */
const KINDS: [manifest: HostOptions, flaws: readonly Flaw[]][] = [
  [{ prometheus: true }, FLAWS],
  [{ prometheus: false }, PROMETHEUS_OFF_FLAWS],
  [{ auth: "host", rootKey: "root key" }, AUTH_FLAWS],
];

describe.each(KINDS)("a host with %j", (manifest, flaws) => {
  let flawed: FlawedHost;
  beforeAll(async () => {
    flawed = await startFlawed(manifest, flaws);
  });
  afterAll(() => flawed.stop());

  const cases = flaws.map(([sentence, path], flaw) => [sentence, path, String(flaw)] as const);
  test.each(cases)("is found to violate: %s (at %s, flaw %s)", async (sentence, _, flaw) => {
    const target = createTarget({
      url: flawed.url,
      entrypoint: "worker",
      prometheus: manifest.prometheus !== false,
      key: manifest.rootKey,
      sseInterval: INTERVAL,
      headers: { "x-flaw": flaw },
    });
    const checks = allChecks.filter((check) => check.sentence.startsWith(sentence));
    const outcomes = await runChecks(target, checks);
    expect(outcomes.map(({ result }) => result)).toContain("failed");
  });
});

describe("bun run conformance", () => {
  let flawed: FlawedHost;
  beforeAll(async () => {
    flawed = await startFlawed({}, FLAWS);
  });
  afterAll(() => flawed.stop());

  async function run(url: string, ...args: string[]) {
    const main = join(import.meta.dir, "main.ts");
    const command = [process.execPath, main, "--url", url, "--entrypoint", "worker", ...args];
    const { exitCode: status, stdout, stderr } = await $`${command}`.nothrow().quiet();
    return { status, out: String(stdout), err: String(stderr) };
  }

  test("reports a flaw as what was expected and what it got, with status 1", async () => {
    const flaw = FLAWS.findIndex(([sentence]) => sentence.startsWith("is not cached"));
    const { status, out } = await run(flawed.url, "--header", `x-flaw: ${flaw}`);
    expect(out).toContain("  ✓ the base is HTML\n");
    expect(out).toContain(
      "  ✗ is not cached: cache-control no-store\n" +
        '      expected: cache-control no-store\n      got:      "none"\n',
    );
    expect(out).toMatch(/\n\d+ passed, \d+ failed, \d+ skipped\n$/);
    expect(status).toBe(1);
  });

  test("prints every outcome with --json, and exits with status 0 if all passed", async () => {
    const { status, out } = await run(flawed.url, "--json");
    const { ok, outcomes } = JSON.parse(out) as { ok: boolean; outcomes: Outcome[] };
    expect(outcomes.filter(({ result }) => result === "failed")).toEqual([]);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    expect(outcomes.map(({ sentence }) => sentence)).toEqual(
      allChecks.map(({ sentence }) => sentence),
    );
    const skipped = { result: "skipped", reason: "prometheus is on" };
    expect(outcomes).toContainEqual(expect.objectContaining(skipped));
  });

  test.each([
    ["http://127.0.0.1:1/metrics", "a: b", /^no response to GET http:\S+ .*\n$/],
    ["", "Authorization: Bearer wrong", /^http.*authentication \(401\).*--header.*\n$/],
    ["/nowhere", "a: b", /^no metrics plugin responds at.*\n$/],
  ])("prints one line if nothing can be checked at %j, with status 1", async (at, header, line) => {
    const url = at.startsWith("http") ? at : flawed.url + at;
    const { status, out, err } = await run(url, "--header", header);
    expect(err).toMatch(line);
    expect({ status, out }).toEqual({ status: 1, out: "" });
  });

  test.each([
    ["--header", "x", '--header must be "Name: value", got x'],
    ["--url", "metrics", "--url must be an address such as http://host:8000/metrics, got metrics"],
  ])("refuses %s %s", (option, value, message) => {
    const args = ["--url", "http://h/m", option, value];
    expect(() => targetOptions(parseOptions(args, OPTIONS))).toThrow(message);
  });
});
