import type { Policy } from "./advice.ts";
import { Autoscaler } from "./autoscaler.ts";
import { type App, ModelPool, type PoolLimits } from "./pool.ts";
import { exponential, type Random, seeded } from "./random.ts";
import { type PodSeries, SIGNALS, STEP } from "./signals.ts";

/** A load and the fleet that it is for. Times are in seconds. */
export interface Scenario {
  duration: number;
  /** Requests per second at a moment. */
  rate(at: number): number;
  apps: readonly (App & { share: number; seconds: number })[];
  pool: PoolLimits;
  /** CPU of a request, and of a worker's start, in seconds; a pod's CPU request in cores. */
  cpu: { request: number; start: number; requested: number };
  /** `any`: each request to any pod. `app`: an app's requests to one pod, as long as it exists. */
  balance: "any" | "app";
  /** Until a new pod gets requests. */
  podStart: number;
  seed: number;
}

/** The fleet at one step. */
interface Moment {
  at: number;
  pods: number;
}

/** The results. */
export interface Run {
  moments: Moment[];
  pods: PodSeries[];
  requests: number;
  refused: number;
  /** Requests that had to start a worker, of those to apps that keep one. */
  coldStarts: number;
}

interface Pod {
  pool: ModelPool;
  series: PodSeries;
  readyAt: number;
}

/** Runs a load through a fleet that a policy scales; the same for the same scenario and policy. */
export function simulate(scenario: Scenario, policy: Policy): Run {
  return new Fleet(scenario, policy).run();
}

class Fleet {
  readonly #random: Random;
  readonly #autoscaler: Autoscaler;
  readonly #pick: () => Scenario["apps"][number];
  readonly #podsOfApps = new Map<string, number>();
  readonly #all: Pod[] = [];
  #live: Pod[] = [];
  #refused = 0;
  #requests = 0;

  constructor(
    readonly scenario: Scenario,
    readonly policy: Policy,
  ) {
    this.#random = seeded(scenario.seed);
    this.#pick = picker(scenario.apps, this.#random);
    this.#autoscaler = new Autoscaler(policy.behavior);
    this.#scale(policy.behavior.min, 0, -scenario.podStart);
  }

  run(): Run {
    const moments: Moment[] = [];
    let next = exponential(this.#random, 1 / this.scenario.rate(0));
    for (let step = 1; step * STEP <= this.scenario.duration; step++) {
      const at = step * STEP;
      const ready = this.#live.filter(({ readyAt }) => readyAt <= at - STEP);
      for (; next < at; next += exponential(this.#random, 1 / this.scenario.rate(next))) {
        this.#request(next, ready);
      }
      for (const { pool, series } of this.#live) series.readings.push(pool.read(at));
      moments.push({ at, pods: this.#live.length });
      this.#decide(step);
    }
    const pods = this.#all.map(({ series }) => series);
    const [requests, refused] = [this.#requests, this.#refused];
    return { moments, pods, requests, refused, coldStarts: this.#coldStarts() };
  }

  #request(at: number, ready: readonly Pod[]): void {
    const app = this.#pick();
    const seconds = exponential(this.#random, app.seconds);
    const any = Math.floor(this.#random() * ready.length);
    const pod = ready[this.scenario.balance === "any" ? any : this.#podOf(app.key, ready.length)];
    this.#requests++;
    if (!pod?.pool.request(app, at, seconds)) this.#refused++;
  }

  #decide(step: number): void {
    const all = this.#all.map(({ series }) => series);
    const metrics = this.policy.triggers.map((trigger) => {
      const { signal } = trigger;
      return [trigger, signal === "cpu" ? this.#cpu(step) : SIGNALS[signal](all, step)] as const;
    });
    const at = step * STEP;
    this.#scale(this.#autoscaler.decide(at, this.#live.length, metrics), step, at);
  }

  /** A StatefulSet adds pods at the end, and takes them from there. */
  #scale(count: number, step: number, at: number): void {
    this.#live = this.#live.slice(0, count);
    while (this.#live.length < count) {
      const series = { begin: step + 1, readings: [] };
      const readyAt = at + this.scenario.podStart;
      const pod = { pool: new ModelPool(this.scenario.pool), series, readyAt };
      this.#live.push(pod);
      this.#all.push(pod);
    }
  }

  /** CPU of the last minute as a share of what the pods requested. */
  #cpu(step: number): number {
    const { request, start, requested } = this.scenario.cpu;
    const used = this.#live.map(({ series: { readings, begin } }) => {
      const now = readings[step - begin];
      const before = readings[Math.max(0, step - begin - 60 / STEP)];
      if (!now || !before) return 0;
      const seconds = (now.requests - before.requests) * request;
      return (seconds + (now.created - before.created) * start) / 60;
    });
    return used.reduce((total, cores) => total + cores, 0) / (requested * this.#live.length);
  }

  /** The pod of an app, by rendezvous hashing: another pod more or less moves few apps. */
  #podOf(key: string, count: number): number {
    const cell = `${key}/${count}`;
    let pod = this.#podsOfApps.get(cell);
    if (pod === undefined) {
      const weights = Array.from({ length: count }, (_, i) => Bun.hash.xxHash32(`${key}/${i}`));
      pod = weights.indexOf(Math.max(...weights));
      this.#podsOfApps.set(cell, pod);
    }
    return pod;
  }

  #coldStarts(): number {
    const last = this.#all.flatMap(({ series }) => series.readings.at(-1) ?? []);
    return last.reduce((sum, { created, ephemeral }) => sum + created - ephemeral, 0);
  }
}

/** Draws apps by their shares. */
function picker(apps: Scenario["apps"], random: Random): () => Scenario["apps"][number] {
  let sum = 0;
  const bounds = apps.map(({ share }) => (sum += share));
  return () => {
    const drawn = random() * sum;
    let [low, high] = [0, bounds.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] as number) > drawn) high = middle;
      else low = middle + 1;
    }
    return apps[low] as Scenario["apps"][number];
  };
}
