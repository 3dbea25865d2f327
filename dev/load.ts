import { LOAD_PLAN, type PlannedCall, TROUBLE_PLAN } from "./load-plan.ts";

/** How much load the sample apps get. */
export type LoadLevel = "off" | "light" | "heavy";

/** A running simulated load. */
export interface Load {
  /** Ends it, with its timer and pending requests. */
  stop(): Promise<void>;
}

const TICK_MS = 100;
const WAVE_MS = 90_000;
const HEAVY_FACTOR = 6;
/** When the host is slower than the load, calls are skipped rather than queued. */
const MAX_UNDER_WAY = 64;

/**
 * Calls the sample apps over HTTP until it is stopped.
 *
 * @param troubleFactor - Multiplies the frequency of the planned failures, in addition to the level. Default 1.
 */
export function startLoad(level: LoadLevel, url: string, troubleFactor = 1): Load {
  if (level === "off") return { stop: async () => {} };
  const factor = level === "heavy" ? HEAVY_FACTOR : 1;
  const schedules = [
    new Schedule(LOAD_PLAN, factor),
    new Schedule(TROUBLE_PLAN, factor * troubleFactor),
  ];
  const underWay = new Set<Promise<void>>();
  const aborter = new AbortController();
  const timer = setInterval(() => {
    const now = performance.now();
    for (const call of schedules.flatMap((schedule) => schedule.due(now))) {
      if (underWay.size >= MAX_UNDER_WAY) return;
      const request = send(url, call, aborter.signal).finally(() => underWay.delete(request));
      underWay.add(request);
    }
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      aborter.abort();
      await Promise.all(underWay);
    },
  };
}

/** Determines which calls of a plan are due. */
export class Schedule {
  readonly #next = new Map<PlannedCall, number>();
  readonly #sent = new Map<PlannedCall, number>();
  #startedAt: number | undefined;

  constructor(
    readonly plan: readonly PlannedCall[],
    /** Multiplies the frequency of the plan. */
    readonly factor = 1,
  ) {}

  /** The calls that are due; one with a burst is there that many times. */
  due(now: number): PlannedCall[] {
    this.#startedAt ??= now;
    const height = waveAt(now - this.#startedAt);
    return this.plan
      .filter((call) => height >= (call.above ?? 0) && this.#take(call, now))
      .flatMap((call) => Array<PlannedCall>(call.burst ?? 1).fill(call));
  }

  #take(call: PlannedCall, now: number): boolean {
    const sent = this.#sent.get(call) ?? 0;
    const first = (this.#startedAt ?? now) + (call.after ?? 0);
    if (now < (this.#next.get(call) ?? first) || sent >= (call.times ?? Infinity)) return false;
    this.#next.set(call, now + call.every / this.factor);
    this.#sent.set(call, sent + 1);
    return true;
  }
}

/** Height, 0 to 1, of the wave of 90 s that varies how many apps are in use. */
export function waveAt(elapsedMs: number): number {
  return (1 - Math.cos((elapsedMs / WAVE_MS) * 2 * Math.PI)) / 2;
}

async function send(url: string, call: PlannedCall, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(url + call.path, { method: call.method ?? "GET", signal });
    await response.arrayBuffer();
  } catch {
    // Cut off because the host or the load stops.
  }
}
