import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { type DevHost, type HostOptions, startHost } from "../../dev/host.ts";
import { parseOptions } from "../../scripts/command-line.ts";
import { OPTIONS, targetOptions } from "./arguments.ts";
import { allChecks } from "./catalogue.ts";
import { AUTH_FLAWS, FLAWS, type Flaw, PROMETHEUS_OFF_FLAWS } from "./flaws.ts";
import { type Outcome, runChecks } from "./run.ts";
import type { Spoil } from "./spoil.ts";
import { createTarget } from "./target.ts";

const INTERVAL = 200;

/** A real host behind a proxy that spoils responses; the header `x-flaw` selects how. */
class FlawedHost {
  readonly #proxy = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    fetch: (request) => this.#respond(request),
  });

  private constructor(
    readonly host: DevHost,
    readonly flaws: readonly Flaw[],
  ) {}

  static async start(manifest: HostOptions, flaws: readonly Flaw[]): Promise<FlawedHost> {
    const options = { port: 0, quiet: true, sseInterval: INTERVAL, entrypoint: "worker" } as const;
    const host = await startHost({ ...options, ...manifest });
    for (const app of ["hello", "uuid", "lambda", "fails"]) await fetch(`${host.url}/${app}/`);
    return new FlawedHost(host, flaws);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#proxy.port}${this.host.base}`;
  }

  async stop(): Promise<void> {
    await this.#proxy.stop(true);
    await this.host.stop();
  }

  async #respond(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const { method, headers, signal } = request;
    headers.set("accept-encoding", "identity");
    headers.delete("host");
    if (headers.has("origin")) headers.set("origin", this.host.url);
    if (headers.get("authorization") === "Bearer wrong") return new Response("", { status: 401 });
    const url = `${this.host.url}${pathname}${search}`;
    const response = await fetch(url, { method, headers, signal, redirect: "manual" });
    const [, path, spoil] = this.flaws[Number(headers.get("x-flaw") ?? -1)] ?? [];
    const isThere = path !== undefined && isAt(path, pathname.slice(this.host.base.length));
    return isThere ? (spoil as Spoil)(response, request) : response;
  }
}

/** Complete paths start with a slash, others are endings. */
function isAt(wanted: string, path: string): boolean {
  return wanted.startsWith("/") ? path === wanted : path.endsWith(wanted);
}

const KEY = "root key";

/** The manifests, and the flaws that show only there. */
const KINDS: [manifest: HostOptions, flaws: readonly Flaw[]][] = [
  [{ prometheus: true }, FLAWS],
  [{ prometheus: false }, PROMETHEUS_OFF_FLAWS],
  [{ auth: "host", rootKey: KEY }, AUTH_FLAWS],
];

describe.each(KINDS)("a host with %j", (manifest, flaws) => {
  let flawed: FlawedHost;
  beforeAll(async () => {
    flawed = await FlawedHost.start(manifest, flaws);
  });
  afterAll(() => flawed.stop());

  const cases = flaws.map(([sentence, path], flaw) => [sentence, path, String(flaw)] as const);
  test.each(cases)("is found to break: %s (at %s, flaw %s)", async (sentence, _, flaw) => {
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
    expect(outcomes.map(({ result }) => result)).toContain("fails");
  });
});

describe("bun run conformance", () => {
  let flawed: FlawedHost;
  beforeAll(async () => {
    flawed = await FlawedHost.start({}, FLAWS);
  });
  afterAll(() => flawed.stop());

  async function run(...args: string[]) {
    const command = [process.execPath, join(import.meta.dir, "main.ts"), ...args];
    const child = Bun.spawn(command, { stdout: "pipe", stderr: "pipe" });
    const [out, err] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    return { status: await child.exited, out, err };
  }

  const sound = () => ["--url", flawed.url, "--entrypoint", "worker"];

  test("reports a flaw as what was expected and what it got, with status 1", async () => {
    const flaw = FLAWS.findIndex(([sentence]) => sentence.startsWith("is not kept by caches"));
    const { status, out } = await run(...sound(), "--header", `x-flaw: ${flaw}`);
    expect(out).toContain("  ✓ the base is HTML\n");
    expect(out).toContain(
      "  ✗ is not kept by caches: cache-control no-store\n" +
        '      expected: cache-control no-store\n      got:      "none"\n',
    );
    expect(out).toMatch(/\n\d+ hold, \d+ fail, \d+ skipped\n$/);
    expect(status).toBe(1);
  });

  test("prints every outcome with --json, and exits with status 0 where all hold", async () => {
    const { status, out } = await run(...sound(), "--json");
    const { ok, outcomes } = JSON.parse(out) as { ok: boolean; outcomes: Outcome[] };
    expect(outcomes.filter(({ result }) => result === "fails")).toEqual([]);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    expect(outcomes.map(({ sentence }) => sentence)).toEqual(
      allChecks.map(({ sentence }) => sentence),
    );
    expect(outcomes).toContainEqual({
      theme: "prometheus: false",
      sentence: "HEAD responds with 404 too",
      result: "skipped",
      reason: "prometheus is on",
    });
  });

  test("prints one line if nothing can be checked, with status 1", async () => {
    const unreachable: [url: string, header: string, message: RegExp][] = [
      ["http://127.0.0.1:1/metrics", "a: b", /^no response to GET http:\S+ .*\n$/],
      [flawed.url, "Authorization: Bearer wrong", /authentication \(401\).*--header/],
      [`${flawed.url}/nowhere`, "a: b", /^no metrics plugin responds at/],
    ];
    for (const [url, header, message] of unreachable) {
      const { status, out, err } = await run("--url", url, "--header", header);
      expect(err).toMatch(message);
      expect(err.trimEnd().split("\n")).toHaveLength(1);
      expect({ status, out }).toEqual({ status: 1, out: "" });
    }
  });

  test.each([
    [[], "--url must be an address such as http://host:8000/metrics, got undefined"],
    [["--entrypoint", "js"], "--entrypoint must be html or worker, got js"],
    [["--prometheus", "yes"], "--prometheus must be on or off, got yes"],
    [["--timeout", "1s"], "--timeout must be a whole number of at least 1, got 1s"],
    [["--header", "x"], '--header must be "Name: value", got x'],
    [["--nonsense"], "Unknown option '--nonsense'"],
    [
      ["--url", "metrics"],
      "--url must be an address such as http://host:8000/metrics, got metrics",
    ],
  ])("refuses %j", (args, message) => {
    const url = args.length > 0 ? ["--url", "http://h/m"] : [];
    expect(() => targetOptions(parseOptions([...url, ...args], OPTIONS))).toThrow(message);
  });
});
