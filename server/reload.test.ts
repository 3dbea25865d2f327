import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import type plugin from "../plugin.ts";
import { InProcessPool } from "../testing/in-process-pool.ts";
import { createApi } from "./api.ts";
import { INSTANCE } from "./instance.ts";
import { MetricsService } from "./services.ts";

const service = new MetricsService();
const api = createApi(service);

const RELOADS = 100;
const CHANGES = 20;
const CLIENTS = 10;

let listeners: number;
const { addEventListener, removeEventListener } = AbortSignal.prototype;

beforeEach(() => {
  jest.useFakeTimers();
  listeners = 0;
  AbortSignal.prototype.addEventListener = function (this: AbortSignal, ...rest: unknown[]) {
    listeners++;
    Reflect.apply(addEventListener, this, rest);
  };
  AbortSignal.prototype.removeEventListener = function (this: AbortSignal, ...rest: unknown[]) {
    listeners--;
    Reflect.apply(removeEventListener, this, rest);
  };
});

afterEach(() => {
  jest.useRealTimers();
  Object.assign(AbortSignal.prototype, { addEventListener, removeEventListener });
});

/** A client that comes back when its stream ends, as a browser does. */
class FeedReader {
  streams = 0;
  events = 0;
  #left = false;
  #request = new AbortController();

  constructor(readonly routes: () => Hono) {}

  async run(): Promise<void> {
    while (!this.#left) {
      await this.#readOne();
      await immediate(); // a refused client must not retry in the same turn
    }
  }

  leave(): void {
    this.#left = true;
    this.#request.abort();
  }

  async #readOne(): Promise<void> {
    this.streams++;
    this.#request = new AbortController();
    const { signal } = this.#request;
    const request = new Request("http://host/api/metrics/sse", { signal });
    const response = await this.routes().request(request);
    for await (const chunk of response.body ?? []) {
      this.events += Number(new TextDecoder().decode(chunk).includes("data: "));
    }
  }
}

test("reloads of the same module leave its clients and one timer", async () => {
  service.setPool(new InProcessPool(3), { poolSize: 1 });
  const readers = startReaders(() => api);
  await until(() => service.feed.clients === CLIENTS);
  const before = { timers: jest.getTimerCount(), listeners };
  for (let reload = 1; reload <= RELOADS; reload++) {
    service.setPool(new InProcessPool(reload % 20), { poolSize: reload });
    service.setConfig({ sseInterval: 50 + (reload % 3) });
    expect(await sizeBy(api)).toBe(reload);
    await api.request("/api/metrics/prometheus");
  }
  expect({ timers: jest.getTimerCount(), listeners }).toEqual(before);
  expect(before.timers).toBe(1);
  expect(service.feed.clients).toBe(CLIENTS);
  expect(readers.every(({ streams }) => streams === 1)).toBe(true);
  const seen = readers.map(({ events }) => events);
  await until(() => readers.every(({ events }, index) => events > (seen[index] ?? 0)));
  for (const reader of readers) reader.leave();
  await until(() => service.feed.clients === 0);
  await until(() => jest.getTimerCount() === 0);
  expect(listeners).toBeLessThanOrEqual(0);
});

test("a changed module takes over the clients, and the old one stops", async () => {
  const folder = await mkdtemp(join(tmpdir(), "changed-modules-"));
  const copy = await copier(folder);
  let routes = (await reload(await copy(0), 1)).routes;
  const readers = startReaders(() => routes);
  for (let index = 1; index <= CHANGES; index++) {
    routes = (await reload(await copy(index), index)).routes;
    expect(await sizeBy(routes)).toBe(index);
    expect(await instanceBy(routes)).toBe(INSTANCE);
    await until(async () => (await clientsBy(routes)) === CLIENTS);
    await until(() => jest.getTimerCount() === 1);
  }
  for (const reader of readers) reader.leave();
  await until(() => jest.getTimerCount() === 0);
  await rm(folder, { recursive: true });
});

test("copies of the plugin at two bases both keep their clients", async () => {
  const folder = await mkdtemp(join(tmpdir(), "two-bases-"));
  const copy = await copier(folder);
  const one = (await reload(await copy(1), 1, "/one")).routes;
  const oneReaders = startReaders(() => one);
  let two = (await reload(await copy(2), 2, "/two")).routes;
  const twoReaders = startReaders(() => two);
  two = (await reload(await copy(3), 3, "/two")).routes;
  await until(async () => (await clientsBy(two)) === CLIENTS);
  expect([await clientsBy(one), await sizeBy(one), await sizeBy(two)]).toEqual([CLIENTS, 1, 3]);
  expect(oneReaders.every(({ streams }) => streams === 1)).toBe(true);
  expect(twoReaders.every(({ streams }) => streams === 2)).toBe(true);
  for (const reader of [...oneReaders, ...twoReaders]) reader.leave();
  await until(() => jest.getTimerCount() === 0);
  await rm(folder, { recursive: true });
});

function startReaders(routes: () => Hono): FeedReader[] {
  const readers = Array.from({ length: CLIENTS }, () => new FeedReader(routes));
  for (const reader of readers) void reader.run();
  return readers;
}

/** Writes copies of the built plugin, each with content of its own, as an edit would. */
async function copier(folder: string): Promise<(index: number) => Promise<string>> {
  const entrypoints = [join(import.meta.dir, "../plugin.ts")];
  const { outputs } = await Bun.build({ entrypoints, target: "bun" });
  const code = await outputs[0]?.text();
  return async (index) => {
    const path = join(folder, `.buntime-metrics-${index}.js`);
    await Bun.write(path, `${code}\n// ${index}\n`);
    return path;
  };
}

/** What the host does with a changed entry: imports it, makes the plugin, hands it its context. */
async function reload(path: string, poolSize: number, base = "/metrics") {
  const { default: make }: { default: typeof plugin } = await import(path);
  const made = make({ base, sseInterval: 50 });
  made.onInit({ pool: new InProcessPool(poolSize % 20), globalConfig: { poolSize } });
  return made;
}

async function sizeBy(routes: Hono): Promise<number> {
  return (await (await routes.request("/api/metrics/")).json()).pool.size;
}

async function instanceBy(routes: Hono): Promise<string | null> {
  return (await routes.request("/api/metrics/")).headers.get("x-metrics-instance");
}

async function clientsBy(routes: Hono): Promise<number> {
  const text = await (await routes.request("/api/metrics/prometheus")).text();
  return Number(/^buntime_metrics_feed_clients (\d+)$/m.exec(text)?.[1]);
}

/** Lets time pass until something holds; the test's timeout ends it. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    jest.advanceTimersByTime(10);
    await immediate();
  }
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
