import { describe, expect, test } from "bun:test";
import {
  RELEASES,
  type Recording,
  type Release,
  recordingsOf,
} from "../../testing/recorded-pool.ts";
import { type App, ModelPool } from "./pool.ts";

/** A request that the recorded pool must have had, in seconds since its start. */
interface Request {
  key: string;
  at: number;
}

/** As the recording says by which states it saw: `hello` idle after 2.3 s, `crash` gone after 5 s, `lambda` never there. */
function appOf(key: string): App {
  if (key.startsWith("lambda")) return { key, ttl: 0, idleTimeout: 60 };
  if (key.startsWith("crash")) return { key, ttl: 1, idleTimeout: 1 };
  return { key, ttl: 600, idleTimeout: key.startsWith("hello") ? 2 : 60 };
}

/** The recorded situations of each process, in their order. */
function processesOf(release: Release): Recording[][] {
  const processes: Recording[][] = [];
  for (const recording of recordingsOf(release)) {
    const last = processes.at(-1)?.at(-1)?.snapshot;
    const { snapshot } = recording;
    const isSame =
      last &&
      last.metrics.uptimeMs < snapshot.metrics.uptimeMs &&
      last.globalConfig.poolSize === snapshot.globalConfig.poolSize;
    if (isSame) processes.at(-1)?.push(recording);
    else processes.push([recording]);
  }
  return processes;
}

/** Requests since the situation before: spawns, later requests of the same workers, and those without a worker. */
function requestsOf({ snapshot }: Recording, before: Recording | undefined): Request[] {
  const uptime = snapshot.metrics.uptimeMs;
  const seen = new Map(before?.snapshot.cache.map(({ id, stats }) => [id, stats.requestCount]));
  const cached = snapshot.cache.flatMap(({ key, id, stats: { ageMs, idleMs, requestCount } }) => {
    // A worker that is still starting has been given its first request, but not counted it.
    const had = Math.max(seen.get(id) ?? 0, seen.has(id) ? 1 : 0);
    const later = Math.max(requestCount, 1) - Math.max(had, 1);
    const spawned = had === 0 ? [{ key, at: (uptime - ageMs) / 1_000 }] : [];
    return [...spawned, ...Array<Request>(later).fill({ key, at: (uptime - idleMs) / 1_000 })];
  });
  const rows = Object.entries(snapshot.workers).filter(([, row]) => row.status === "ephemeral");
  const once = rows.flatMap(([key, { requestCount }]) => {
    const count = requestCount - (before?.snapshot.workers[key]?.requestCount ?? 0);
    return Array<Request>(count).fill({
      key,
      at: (before?.snapshot.metrics.uptimeMs ?? 0) / 1_000,
    });
  });
  return [...once, ...cached].sort((a, b) => a.at - b.at);
}

/** What model and recording have in common. */
function figuresOf(pool: ModelPool, at: number) {
  const { active, idle, requests, hits, evictions, created, retired } = pool.read(at);
  const keys = pool.keys();
  return { active, idle, requests, hits, evictions, created, retired, keys };
}

function recordedFigures({ snapshot: { metrics, cache } }: Recording) {
  const idle = cache.filter(({ stats }) => stats.status === "idle").length;
  return {
    active: cache.length - idle,
    idle,
    requests: metrics.totalRequests,
    hits: metrics.hits,
    evictions: metrics.evictions,
    created: metrics.totalWorkersCreated,
    retired: metrics.totalWorkersRetired,
    keys: cache.map(({ key }) => key),
  };
}

const poolOf = ({ snapshot }: Recording) =>
  new ModelPool({
    size: snapshot.globalConfig.poolSize,
    ephemeralConcurrency: snapshot.metrics.ephemeralConcurrency,
    ephemeralQueueLimit: snapshot.metrics.ephemeralQueueLimit,
  });

describe.each(RELEASES)(
  "given the requests that the pool of %s was recorded under, the model",
  (release) => {
    const [first = [], second = []] = processesOf(release);

    test("has its figures, and its workers in the same order, in each situation", () => {
      const pool = poolOf(first[0] as Recording);
      for (const [i, recording] of first.entries()) {
        for (const { key, at } of requestsOf(recording, first[i - 1]))
          pool.request(appOf(key), at, 0.02);
        const at = recording.snapshot.metrics.uptimeMs / 1_000;
        expect({ case: recording.case, ...figuresOf(pool, at) }).toEqual({
          case: recording.case,
          ...recordedFigures(recording),
        });
      }
      expect(first.at(-1)?.case).toBe("over-capacity");
    });

    test("ends with its evictions and workers after some order of the requests whose order was not recorded", () => {
      const last = second.at(-1) as Recording;
      const { workers, metrics } = last.snapshot;
      const end = metrics.uptimeMs / 1_000;
      const others = Object.entries(workers).filter(([key]) => !key.startsWith("crash"));
      const keys = others.flatMap(([key, { requestCount }]) =>
        Array<string>(requestCount).fill(key),
      );
      const fits = ordersOf(keys).filter((order) => {
        const pool = poolOf(last);
        pool.request(appOf("crash@1.0.0"), 0.1, 0.02);
        pool.read(end - 0.3);
        for (const [i, key] of order.entries()) pool.request(appOf(key), end - 0.2 + i / 100, 0.02);
        return Bun.deepEquals(figuresOf(pool, end), recordedFigures(last));
      });
      expect(last.case).toBe("evicted-and-respawned");
      expect(fits.length).toBeGreaterThan(0);
    });
  },
);

/** All different orders of a list. */
function ordersOf(keys: readonly string[]): string[][] {
  if (keys.length === 0) return [[]];
  return [...new Set(keys)].flatMap((key) => {
    const rest = keys.toSpliced(keys.indexOf(key), 1);
    return ordersOf(rest).map((order) => [key, ...order]);
  });
}
