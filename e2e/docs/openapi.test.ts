import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type DevHost, startHost } from "../../dev/host.ts";
import { version } from "../../package.json";
import metricsPlugin from "../../plugin.ts";
import { MAX_CLIENTS } from "../../server/feed/feed.ts";
import { feed, setConfig, setPool } from "../../server/services.ts";
import { FeedSocket } from "../soak/feed-socket.ts";
import { OpenApi } from "./openapi.ts";

const api = new OpenApi();
const seen = new Set<string>();
let host: DevHost;

beforeAll(async () => {
  host = await startHost({ port: 0, quiet: true, sseInterval: 100 });
  for (const app of ["hello", "lambda", "broken", "crash"]) await fetch(`${host.url}/${app}/`);
});

afterAll(async () => {
  await host.stop();
  feed.close();
  setPool(undefined);
  setConfig({});
});

/** Checks an answer against what is documented of it, body, type and headers. */
async function expectAsDocumented(path: string, response: Response): Promise<void> {
  const documented = api.response(path, response.status);
  seen.add(`${path} ${response.status}`);
  for (const [name, { required, schema }] of Object.entries(documented.headers ?? {})) {
    const value = response.headers.get(name);
    if (required || value !== null) expect(api.errors(schema, value), name).toBe("");
  }
  const [[type, content] = []] = Object.entries(documented.content ?? {});
  const given = response.headers.get("content-type")?.replace(/^(application\/json);.*/, "$1");
  expect(given ?? undefined).toBe(type);
  if (content === undefined || type === "text/event-stream") return response.body?.cancel();
  const body: unknown = type === "application/json" ? await response.json() : await response.text();
  expect(api.errors(content.schema, body)).toBe("");
}

const ask = (path: string, init?: RequestInit) =>
  fetch(`${host.url}${host.base}${path}`, { redirect: "manual", ...init });

const PATHS = Object.keys(api.document.paths);
const ANSWERING_AT_ONCE = PATHS.filter((path) => !path.endsWith("sse"));

describe("the HTTP reference", () => {
  test("is of the package's version", () => {
    expect(api.document.info.version).toBe(version);
  });

  test.each(PATHS)("holds for GET and HEAD %s", async (path) => {
    await expectAsDocumented(path, await ask(path));
    const head = await ask(path, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
  });

  test.each(PATHS)("holds for another method at %s", async (path) => {
    await expectAsDocumented(path, await ask(path, { method: "POST" }));
  });

  test.each(["app=hello@1.0.0", "state=active", "limit=1", "state=idle&limit=0"])(
    "holds for stats?%s",
    async (query) => {
      await expectAsDocumented("/api/metrics/stats", await ask(`/api/metrics/stats?${query}`));
    },
  );

  test.each(["limit=-1", "limit=1e3", "state=asleep", "app=", "sort=id", "limit=1&limit=2"])(
    "holds for stats?%s, which makes no sense",
    async (query) => {
      const response = await ask(`/api/metrics/stats?${query}`);
      expect(response.status).toBe(400);
      await expectAsDocumented("/api/metrics/stats", response);
    },
  );

  test("holds for the feed's events", async () => {
    const client = await FeedSocket.open(`${host.url}${host.base}`);
    while (client.parser.events.length < 4) await Bun.sleep(5);
    client.leave();
    expect(client.parser.retry).toBe(2000);
    for (const { event, data } of client.parser.events) {
      const schema = event === "message" ? "MetricsResponse" : "ActivityResponse";
      expect(api.errorsOf(schema, JSON.parse(data)), event).toBe("");
    }
    expect(new Set(client.parser.events.map(({ event }) => event)).size).toBe(2);
  });

  test("holds for a pool that can't be read", async () => {
    host.replacePool(undefined);
    await host.reload();
    for (const path of ANSWERING_AT_ONCE) {
      const response = await ask(path);
      expect(response.status).toBe(503);
      await expectAsDocumented(path, response);
    }
    host.replacePool(host.pool);
  });

  test("holds with prometheus: false", async () => {
    await host.reload({ prometheus: false });
    const path = "/api/metrics/prometheus";
    await expectAsDocumented(path, await ask(path));
    await expectAsDocumented(path, await ask("/api/metrics/%70rometheus"));
    await host.reload({ prometheus: true });
  });

  test("holds for a client beyond the most that the feed takes", async () => {
    const plugin = metricsPlugin();
    plugin.onInit({ pool: host.pool });
    const streams = Array.from({ length: MAX_CLIENTS }, () => feed.open());
    const path = "/api/metrics/sse";
    const response = await plugin.routes.request(path);
    expect(response.status).toBe(503);
    await expectAsDocumented(path, response);
    expect(streams.every((stream) => stream !== undefined)).toBeTrue();
  });

  test("documents no answer that was not provoked here", () => {
    expect(api.answers.filter((answer) => !seen.has(answer))).toEqual([]);
  });

  test("has examples that its own schemas take", () => {
    for (const [name, schema] of Object.entries(api.document.components.schemas)) {
      for (const example of (schema.examples as unknown[] | undefined) ?? []) {
        expect(api.errorsOf(name, example), name).toBe("");
      }
    }
  });
});
