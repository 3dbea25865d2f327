import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { join } from "node:path";
import type { Hono } from "hono";
import type plugin from "../plugin.ts";
import { InProcessPool } from "../testing/in-process-pool.ts";
import { makeTempFolder, type TempFolder } from "../testing/temp-folder.ts";
import { createApi } from "./api.ts";
import { INSTANCE } from "./instance.ts";
import { MetricsService } from "./services.ts";

const service = new MetricsService();
const api = createApi(service);

const RELOADS = 100;
const CHANGES = 5;
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

/** A client that reconnects when its stream ends, as a browser does. */
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
  await using folder = await makeTempFolder();
  const entrypoints = [join(import.meta.dir, "../plugin.ts")];
  const { outputs } = await Bun.build({ entrypoints, target: "bun" });
  const code = (await outputs[0]?.text()) ?? "";
  let routes = await loadCopy(folder, code, 0);
  const readers = startReaders(() => routes);
  for (let index = 1; index <= CHANGES; index++) {
    routes = await loadCopy(folder, code, index);
    expect(await sizeBy(routes)).toBe(index);
    const { headers } = await routes.request("/api/metrics/");
    expect(headers.get("x-metrics-instance")).toBe(INSTANCE);
    await until(async () => (await clientsBy(routes)) === CLIENTS);
    await until(() => jest.getTimerCount() === 1);
  }
  for (const reader of readers) reader.leave();
  await until(() => jest.getTimerCount() === 0);
});

function startReaders(routes: () => Hono): FeedReader[] {
  const readers = Array.from({ length: CLIENTS }, () => new FeedReader(routes));
  for (const reader of readers) void reader.run();
  return readers;
}

/** Writes a copy of the built plugin with content of its own, as an edit would, and loads it as the host does. */
async function loadCopy(folder: TempFolder, code: string, index: number): Promise<Hono> {
  const path = await folder.write(`.buntime-metrics-${index}.js`, `${code}\n// ${index}\n`);
  const { default: make }: { default: typeof plugin } = await import(path);
  const made = make({ sseInterval: 50 });
  made.onInit({ pool: new InProcessPool(index), globalConfig: { poolSize: index } });
  return made.routes;
}

async function sizeBy(routes: Hono): Promise<number> {
  return (await (await routes.request("/api/metrics/")).json()).pool.size;
}

async function clientsBy(routes: Hono): Promise<number> {
  const text = await (await routes.request("/api/metrics/prometheus")).text();
  return Number(/^buntime_metrics_feed_clients (\d+)$/m.exec(text)?.[1]);
}

/** Advances the clock until something holds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    jest.advanceTimersByTime(10);
    await immediate();
  }
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
