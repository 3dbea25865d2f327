import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { runs } from "../testing/fuzz.ts";
import { poolInEveryState } from "../testing/worker-in-every-state.ts";
import { createApi } from "./api.ts";
import { prefersGzip } from "./compression.ts";
import { parseConfig, SSE_INTERVAL } from "./config.ts";
import { pages } from "./pages.ts";
import { MetricsService } from "./services.ts";

const RUNS = runs(1_000);

describe("any config", () => {
  const options = fc.record(
    { base: fc.anything(), prometheus: fc.anything(), sseInterval: fc.anything() },
    { requiredKeys: [] },
  );

  test("is accepted as documented, or a TypeError that names an option", () => {
    fc.assert(
      fc.property(fc.oneof(options, fc.anything({ withBigInt: true })), (raw) => {
        const outcome = attempt(() => parseConfig(raw));
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(TypeError);
          expect(outcome.message).toMatch(/^plugin-metrics: (option "|the config must be)/);
        } else {
          expect(outcome.base).toMatch(/^\/[\w-]*$/);
          expect(typeof outcome.prometheus).toBe("boolean");
          expect(outcome.sseInterval).toBeWithin(SSE_INTERVAL.min, SSE_INTERVAL.max + 1);
          expect(Number.isInteger(outcome.sseInterval)).toBeTrue();
        }
      }),
      RUNS,
    );
  });
});

describe("the server of the pages", () => {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-pages-"));
  const page = "<!doctype html><html><head></head></html>";
  const script = "export {};";
  const serve = pages(join(folder, "client"));

  beforeAll(() => {
    mkdirSync(join(folder, "client", "assets"), { recursive: true });
    writeFileSync(join(folder, "secret.js"), "secret");
    writeFileSync(join(folder, "client", "secret.js"), "secret");
    writeFileSync(join(folder, "client", "index.html"), page);
    writeFileSync(join(folder, "client", "assets", "a-1.js"), script);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const piece = fc.oneof(
    fc.constantFrom("..", ".", "", "assets", "client", "secret.js", "a-1.js", "index.html", "api"),
    fc.constantFrom("%2e%2e", "%2f", "%5c", "%00", "%", "%c0%af", "..%2f", "%252e", "workers"),
    fc.webSegment(),
    fc.string({ unit: "binary", maxLength: 10 }),
  );
  const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join("/")}`);

  test("responds with the page, the asset or an error to any path, and with no other file", async () => {
    await fc.assert(
      fc.asyncProperty(path, fc.string(), async (pathname, etag) => {
        const url = URL.parse(`http://host${pathname}`);
        fc.pre(url !== null);
        const headers = new Headers();
        attempt(() => headers.set("if-none-match", etag));
        const response = await serve(new Request(url ?? "", { headers }));
        const body = await response.text();
        expect([200, 304, 404]).toContain(response.status);
        expect(body).not.toContain("secret");
        expect(
          body === page || body === script || body === "" || "error" in JSON.parse(body),
        ).toBeTrue();
      }),
      RUNS,
    );
  });
});

describe("the API", () => {
  const service = new MetricsService();
  service.setPool(poolInEveryState());
  const api = createApi(service);

  const pair = fc.tuple(
    fc.oneof(fc.constantFrom("app", "state", "limit"), fc.string({ unit: "binary", maxLength: 8 })),
    fc.oneof(
      fc.constantFrom("idle@1.0.0", "idle", "3", "-1", "1e3"),
      fc.string({ unit: "binary" }),
    ),
  );

  test("returns 200 or a 400 that says why for any query of stats", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 4 }), async (pairs) => {
        const query = new URLSearchParams(
          pairs.map(([k, v]) => [k.toWellFormed(), v.toWellFormed()]),
        );
        const response = await api.request(`/api/metrics/stats?${query}`);
        const body = await response.json();
        expect([200, 400]).toContain(response.status);
        expect(response.status === 200 ? Object.keys(body) : typeof body.error).toEqual(
          response.status === 200 ? ["pool", "workers"] : "string",
        );
      }),
      RUNS,
    );
  });

  test("accepts any Accept-Encoding", () => {
    const weight = fc.constantFrom("", ";q=0", ";q=0.001", ";q=x", ";;", ";q=1;q=0");
    const coding = fc.oneof(fc.constantFrom("gzip", "x-gzip", "*", "identity", ""), fc.string());
    const header = fc.array(fc.tuple(coding, weight).map((parts) => parts.join("")));
    fc.assert(
      fc.property(header, (codings) => {
        expect(typeof prefersGzip(codings.join(","))).toBe("boolean");
      }),
      RUNS,
    );
  });
});

function attempt<T>(action: () => T): T | Error {
  try {
    return action();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
