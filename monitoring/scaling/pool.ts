import QuickLRU from "quick-lru";
import { EphemeralGate } from "./gate.ts";

/** An app as the pool knows it. Times are in seconds, here and below. */
export interface App {
  key: string;
  /** A worker's life after its last request; 0 gives every request its own worker. */
  ttl: number;
  /** A worker is idle after this time without a request. */
  idleTimeout: number;
}

/** Limits of a pool. */
export interface PoolLimits {
  size: number;
  ephemeralConcurrency: number;
  ephemeralQueueLimit: number;
}

/** A pool's figures in the plugin's text at one time. */
export interface Reading {
  size: number;
  active: number;
  idle: number;
  queueDepth: number;
  requests: number;
  hits: number;
  evictions: number;
  created: number;
  /** Requests to apps without `ttl`. */
  ephemeral: number;
  retired: number;
  /** Of responses that have ended. */
  responseSeconds: number;
}

interface ModelWorker {
  app: App;
  createdAt: number;
  usedAt: number;
}

/**
 * Buntime's pool without threads: a worker for each app in a `quick-lru`, and a gate for apps without `ttl`.
 * Times must not go back from call to call.
 */
export class ModelPool {
  readonly #cache: QuickLRU<string, ModelWorker>;
  readonly #gate: EphemeralGate;
  readonly #ends: { at: number; seconds: number }[] = [];
  readonly #counts = { requests: 0, hits: 0, evictions: 0, created: 0, ephemeral: 0, retired: 0 };
  #responseSeconds = 0;

  constructor(readonly limits: PoolLimits) {
    this.#gate = new EphemeralGate(limits.ephemeralConcurrency, limits.ephemeralQueueLimit);
    const onEviction = () => {
      this.#counts.evictions++;
      this.#counts.retired++;
    };
    this.#cache = new QuickLRU({ maxSize: limits.size, onEviction });
  }

  /**
   * Gives a request to the app's worker.
   *
   * @param seconds - How long the app takes.
   * @returns Whether it was taken: a full queue refuses it.
   */
  request(app: App, at: number, seconds: number): boolean {
    const start = app.ttl === 0 ? this.#gate.enter(at, seconds) : at;
    if (start === undefined) return false;
    this.#counts.requests++;
    if (app.ttl > 0) this.#use(app, at);
    else {
      this.#counts.created++;
      this.#counts.ephemeral++;
    }
    this.#ends.push({ at: start + seconds, seconds });
    return true;
  }

  /** What the pool's figures are now. */
  read(at: number): Reading {
    let active = 0;
    let idle = 0;
    for (const [key, worker] of this.#cache) {
      if (isRetired(worker, at)) this.#retire(key);
      else if (at - worker.usedAt < worker.app.idleTimeout) active++;
      else idle++;
    }
    this.#end(at);
    const { size } = this.limits;
    const sums = { ...this.#counts, responseSeconds: this.#responseSeconds };
    return { size, active, idle, queueDepth: this.#gate.depth(at), ...sums };
  }

  /** The apps that have a worker, in the cache's own order. */
  keys(): string[] {
    return [...this.#cache.keys()];
  }

  #use(app: App, at: number): void {
    const worker = this.#cache.get(app.key);
    if (worker && at - worker.usedAt < app.ttl) {
      this.#counts.hits++;
      worker.usedAt = at;
      return;
    }
    // What the request finds expired before the clean-up is dropped without being counted as retired.
    if (worker && isRetired(worker, at)) this.#retire(app.key);
    else if (worker) this.#cache.delete(app.key);
    this.#counts.created++;
    this.#cache.set(app.key, { app, createdAt: at, usedAt: at });
  }

  #retire(key: string): void {
    this.#cache.delete(key);
    this.#counts.retired++;
  }

  /** Adds up the responses that have ended, and forgets them. */
  #end(at: number): void {
    let kept = 0;
    for (const response of this.#ends) {
      if (response.at <= at) this.#responseSeconds += response.seconds;
      else this.#ends[kept++] = response;
    }
    this.#ends.length = kept;
  }
}

/** Whether the clean-up, which looks every `min(idleTimeout, ttl) / 2`, has found it expired. */
function isRetired({ app, createdAt, usedAt }: ModelWorker, at: number): boolean {
  const period = Math.min(app.idleTimeout, app.ttl) / 2;
  const looks = Math.ceil((usedAt + app.ttl - createdAt) / period);
  return at >= createdAt + looks * period;
}
