import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type DevHost, startHost } from "../../dev/host.ts";
import type { StatsResponse } from "../../server/types.ts";
import { eventually } from "../../testing/eventually.ts";
import { parseExposition } from "../../testing/exposition-parser.ts";
import { RawClient } from "../../testing/raw-client.ts";
import { documentedPool, realPool } from "./pools.ts";
import { HOSTILE_NAMES } from "./texts.ts";

/** As documented. */
const MAX_APP_LABEL_LENGTH = 200;
const OVERFLOW_APP = "(other)";

const labelOf = (name: string) =>
  name.length > MAX_APP_LABEL_LENGTH ? OVERFLOW_APP : name.toWellFormed();
const LABELS = new Set(Object.values(HOSTILE_NAMES).map(labelOf));

let host: DevHost;
let api: string;

beforeAll(async () => {
  host = await startHost({ port: 0, quiet: true });
  api = `${host.url}${host.base}/api/metrics`;
});

afterAll(() => host.stop());

async function withPool(pool: object): Promise<void> {
  host.replacePool(pool);
  await host.reload();
}

/** The names of the first event and of whatever came with it. */
async function firstEvents(): Promise<string[]> {
  const client = await RawClient.connect(host.port, `GET ${host.base}/api/metrics/sse HTTP/1.0`);
  await eventually("an event", () => client.events.length > 0);
  client.reset();
  return client.events.map(({ event }) => event);
}

const pools = { documented: documentedPool, real: realPool };
const cases = Object.entries(HOSTILE_NAMES).flatMap(([what, name]) =>
  Object.entries(pools).map(([shape, pool]) => [what, shape, name, pool] as const),
);

describe.each(cases)(
  "a worker named with %s, in a pool of the %s shape",
  (_, shape, name, pool) => {
    beforeAll(() => withPool(pool(name)));

    test("is in stats as it is, and nothing else is", async () => {
      const response = await fetch(`${api}/stats`);
      expect(response.status).toBe(200);
      const { workers } = (await response.json()) as StatsResponse;
      expect(workers.map(({ id, app }) => [id, app])).toEqual([
        [name.toWellFormed(), name.toWellFormed()],
      ]);
    });

    test("can be requested by its name", async () => {
      const query = new URLSearchParams({ app: name.toWellFormed() });
      const response = await fetch(`${api}/stats?${query}`);
      // Bun refuses a request line of 100 kB by itself.
      expect(response.status).toBe(name.length > 10_000 ? 431 : 200);
    });

    test("is one label value of the text, which parses whole", async () => {
      const families = parseExposition(await (await fetch(`${api}/prometheus`)).text());
      const samples = families.flatMap((family) => family.samples);
      const apps = new Set(samples.flatMap(({ labels }) => labels.app ?? []));
      expect(apps).toContain(labelOf(name));
      // Counters of the pools before this one go on.
      expect([...apps].filter((app) => !LABELS.has(app))).toEqual([]);
      const sizes = samples.filter((sample) => sample.name === "buntime_pool_size");
      expect(sizes.map(({ value }) => value)).toEqual([shape === "documented" ? 2 : 10]);
    });

    test("adds no event to the feed", async () => {
      const names = await firstEvents();
      expect(names[0]).toBe("message");
      expect(names.filter((event) => event !== "message" && event !== "activity")).toEqual([]);
    });
  },
);

test("a fault whose message has internals in it reaches the log, and no answer", async () => {
  const secret = "at /srv/secret/pool.ts:12 password=hunter2";
  const fail = () => {
    throw new Error(secret);
  };
  await withPool({ getMetrics: fail, getWorkerStats: fail });
  for (const path of ["/", "/stats", "/prometheus"]) {
    const response = await fetch(`${api}${path}`);
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).not.toContain("secret");
    expect(text).not.toMatch(/\.ts|\bat \//);
  }
  expect(JSON.stringify(host.logs)).toContain("hunter2");
});
