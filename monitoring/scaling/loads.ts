import type { Scenario } from "./fleet.ts";

const HOUR = 3_600;

/** Requests per second over time, and for how long. */
interface Load {
  hours: number;
  rate(at: number): number;
}

/** The loads of the advice. */
export const LOADS = {
  steady: { hours: 4, rate: () => 30 },
  /** Five minutes of four times as much, every forty minutes. */
  bursty: { hours: 4, rate: (at) => ((at + 1_200) % 2_400 < 300 ? 48 : 12) },
  /** From the quietest hour of a day to the busiest and back. */
  daily: { hours: 24, rate: (at) => 28 - 20 * Math.cos((2 * Math.PI * at) / (24 * HOUR)) },
  growing: { hours: 8, rate: (at) => 8 + (40 * at) / (8 * HOUR) },
} satisfies Record<string, Load>;

export type LoadName = keyof typeof LOADS;

/** What differs between fleets under one load. */
export interface Variation {
  /** Apps that keep a worker. Default 120, in pools of 100. */
  apps?: number;
  /** The n-th app gets `n ** -skew` as many requests as the first. Default 0.5. */
  skew?: number;
  /** Share of the requests that go to apps without `ttl`. Default 0.05. */
  ephemeral?: number;
  /** Mean seconds of a response. Default 3: apps that wait for others. */
  seconds?: number;
  /** CPU seconds of a request. Default 0.02. */
  cpu?: number;
  /** Default: each request goes to any pod. */
  balance?: Scenario["balance"];
}

/** A load on pods as the kit's autoscaler has them. */
export function scenario(load: LoadName, variation: Variation = {}): Scenario {
  const { hours, rate } = LOADS[load];
  return {
    duration: hours * HOUR,
    rate,
    apps: appsOf(variation),
    pool: { size: 100, ephemeralConcurrency: 2, ephemeralQueueLimit: 100 },
    cpu: { request: variation.cpu ?? 0.02, start: 0.05, requested: 1 },
    balance: variation.balance ?? "any",
    podStart: 30,
    seed: 7,
  };
}

/** Those that keep a worker, and three without `ttl`. */
function appsOf({
  apps = 120,
  skew = 0.5,
  ephemeral = 0.05,
  seconds = 3,
}: Variation): Scenario["apps"] {
  const weights = Array.from({ length: apps }, (_, i) => (i + 1) ** -skew);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const kept = weights.map((weight, i) => {
    const share = ((1 - ephemeral) * weight) / sum;
    return { key: `app-${i}`, ttl: 600, idleTimeout: 60, share, seconds };
  });
  const once = ["a", "b", "c"].map((name) => {
    return { key: `once-${name}`, ttl: 0, idleTimeout: 60, share: ephemeral / 3, seconds: 0.6 };
  });
  return [...kept, ...once];
}
