import { setTimeout as sleep } from "node:timers/promises";
import { LOAD_PLAN, type PlannedCall, TROUBLE_PLAN } from "./load-plan.ts";

/** How often the plan's calls are sent, by level. */
const FACTORS = { off: 0, light: 1, heavy: 6 };

/** How much load the sample apps get. */
export type LoadLevel = keyof typeof FACTORS;

/** A running simulated load. */
export interface Load {
  /** Ends it, with its timers and pending requests. */
  stop(): Promise<void>;
}

const WAVE_MS = 90_000;
/** When the host is slower than the load, calls are skipped rather than queued. */
const MAX_PENDING = 64;

/**
 * Calls the sample apps over HTTP until it is stopped.
 *
 * @param troubleFactor - Multiplies the frequency of the planned failures, in addition to the level. Default 1.
 */
export function startLoad(level: LoadLevel, url: string, troubleFactor = 1): Load {
  const factor = FACTORS[level];
  const startedAt = performance.now();
  const over = new AbortController();
  const { signal } = over;
  const pending = new Set<Promise<unknown>>();

  const send = ({ path, method }: PlannedCall) => {
    if (pending.size >= MAX_PENDING) return;
    const response = fetch(url + path, { method: method ?? "GET", signal }).then((r) =>
      r.arrayBuffer(),
    );
    // Cut off because the host or the load stops.
    const request = response.catch(() => {}).finally(() => pending.delete(request));
    pending.add(request);
  };
  const repeat = async (call: PlannedCall, factor: number) => {
    const { every, after = 0, above = 0, burst = 1, times = Infinity } = call;
    await sleep(after, undefined, { signal });
    for (let sent = 0; sent < times; ) {
      if (waveAt(performance.now() - startedAt) >= above) {
        for (let i = 0; i < burst; i++) send(call);
        sent++;
      }
      await sleep(every / factor, undefined, { signal });
    }
  };
  if (factor > 0) {
    for (const call of LOAD_PLAN) void repeat(call, factor).catch(() => {});
    for (const call of TROUBLE_PLAN) void repeat(call, factor * troubleFactor).catch(() => {});
  }
  return {
    async stop() {
      over.abort();
      await Promise.all(pending);
    },
  };
}

/** Height, 0 to 1, of the wave of 90 s that varies how many apps are in use. */
function waveAt(elapsedMs: number): number {
  return (1 - Math.cos((elapsedMs / WAVE_MS) * 2 * Math.PI)) / 2;
}
