import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { RawClient } from "../../testing/raw-client.ts";
import { createApi } from "../api.ts";
import { MetricsService } from "../services.ts";
import { MAX_CLIENTS } from "./feed.ts";

const service = new MetricsService();
const { feed } = service;
const api = createApi(service);
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", idleTimeout: 0, fetch: api.fetch });
const port = server.port ?? 0;
const clients: RawClient[] = [];
const state = { well: true, readings: 0 };

/** Nothing can be told of a pool of which neither method works. */
function whileWell<T>(answer: T): T {
  state.readings++;
  if (state.well) return answer;
  throw new Error("the pool is sick");
}

const pool = {
  getMetrics: () => whileWell({ size: 4, active: 1, idle: 0, creating: 0 }),
  getWorkerStats: () => whileWell([]),
};

async function join(path = "/api/metrics/sse", method = "GET"): Promise<RawClient> {
  const client = await RawClient.connect(port, `${method} ${path} HTTP/1.1`);
  clients.push(client);
  return client;
}

const eventsOf = (client: RawClient) => client.text.split("data: {").length - 1;

afterEach(async () => {
  state.well = true;
  for (const client of clients.splice(0)) client.reset();
  await eventually("all have gone", () => feed.clients === 0 && server.pendingRequests === 0);
});

afterAll(async () => {
  await server.stop(true);
});

describe("the feed's route", () => {
  test("recovers after a fault of the pool without the client reconnecting", async () => {
    service.setPool(pool);
    service.setConfig({ sseInterval: 50 });
    const client = await join();
    await eventually("two events", () => eventsOf(client) >= 2);
    state.well = false;
    const before = eventsOf(client);
    const { readings } = state;
    await eventually("the feed has tried in vain", () => state.readings > readings + 5);
    expect(eventsOf(client)).toBeLessThanOrEqual(before + 1); // one may have been on its way
    expect((await fetch(`http://127.0.0.1:${port}/api/metrics/`)).status).toBe(503);
    state.well = true;
    await eventually("events come again", () => eventsOf(client) > before + 3);
    expect([client.isOpen, feed.clients]).toEqual([true, 1]);
  });

  test("ends its streams when it is retired, so that clients come back to the module that replaces it", async () => {
    service.setPool(pool);
    service.setConfig({ sseInterval: 50 });
    const some = await Promise.all(Array.from({ length: 50 }, () => join()));
    await eventually("all have an event", () => some.every((client) => eventsOf(client) > 0));
    service.retire();
    await eventually("all are ended", () => some.every(({ text }) => text.endsWith("0\r\n\r\n")));
    expect(feed.clients).toBe(0);
  });

  test("refuses a client beyond its limit with 503 and Retry-After", async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    service.setPool(pool, { logger: { info: log, warn: log } });
    const streams = Array.from({ length: MAX_CLIENTS }, () => feed.open());
    const refused = await join();
    await eventually("it is answered", () => refused.text.includes("later"));
    expect(refused.text).toStartWith("HTTP/1.1 503 ");
    expect(refused.text.toLowerCase()).toContain("retry-after: 10\r\n");
    await Promise.all(streams.map((stream) => stream?.cancel()));
    const taken = await join();
    await eventually("there is room again", () => eventsOf(taken) > 0);
    expect(lines).toEqual([
      "metrics: the live feed: it has 10000 clients and refuses further ones",
      "metrics: the live feed: recovered",
    ]);
  });
});
