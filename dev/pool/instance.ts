import { round2 } from "./counters.ts";
import type { AppSpec, WorkerStats, WorkerStatus } from "./types.ts";
import {
  type FromWorker,
  packRequest,
  type ToWorker,
  unpackResponse,
  type WireRequest,
  type WireResponse,
} from "./wire.ts";

const SCRIPT = new URL("./worker.ts", import.meta.url).href;

/** A worker did not respond to a request within the app's `timeout`. */
export class NoResponseError extends Error {
  override name = "NoResponseError";
}

/** What the pool passes to an instance. */
interface InstanceOptions {
  /** Called when the worker has failed to start or crashed during a request. */
  onFailure(instance: WorkerInstance, error: Error): void;
  /** How long it may take to start. */
  startTimeoutMs: number;
}

/** One real Bun worker that runs one app, and its own figures. */
export class WorkerInstance {
  /** The `workerId` of the host's logs. */
  readonly id: string = crypto.randomUUID();
  readonly worker: Worker;
  /** Fulfilled when the app is loaded; rejected when it can't be. Never unhandled. */
  readonly readyPromise: Promise<void>;
  /** True after a failed start, a crash during a request, or a request that timed out. */
  hasCriticalError = false;
  /** True once the thread is to be ended. */
  terminated = false;
  // Readable, as on the real pool.
  requestCount = 0;
  errorCount = 0;
  totalResponseTimeMs = 0;
  /** Timer of the pool's health checks. */
  checks: Timer | undefined;
  /** Pending requests by id. */
  readonly #calls = new Map<number, PromiseWithResolvers<WireResponse>>();
  #lastCall = 0;
  readonly #ready = Promise.withResolvers<void>();
  readonly #startTimer: Timer;
  readonly #createdAt = performance.now();
  #lastUsedAt = this.#createdAt;
  #ttlStartedAt = this.#createdAt;
  #inFlight = 0;

  constructor(
    readonly spec: AppSpec,
    readonly options: InstanceOptions,
  ) {
    this.readyPromise = this.#ready.promise;
    this.readyPromise.catch(() => {});
    const { startTimeoutMs: ms } = options;
    this.#startTimer = setTimeout(() => this.#fail(new Error(`not ready within ${ms} ms`)), ms);
    this.worker = this.#spawn();
  }

  /** Sends a request to the app. Rejects when it throws, crashes, can't start or takes too long. */
  async fetch(request: Request): Promise<Response> {
    const startedAt = performance.now();
    this.#inFlight++;
    try {
      const packed = await packRequest(request);
      await this.readyPromise;
      return await this.#dispatch(packed, startedAt);
    } finally {
      this.#inFlight--;
      this.#endWhenDrained();
    }
  }

  /** This worker's own figures since its spawn. */
  getStats(): WorkerStats {
    const now = performance.now();
    const { requestCount } = this;
    const total = round2(this.totalResponseTimeMs);
    return {
      ageMs: Math.round(now - this.#createdAt),
      avgResponseTimeMs: requestCount > 0 ? round2(total / requestCount) : 0,
      errorCount: this.errorCount,
      idleMs: Math.round(now - this.#lastUsedAt),
      requestCount,
      status: this.getStatus(),
      totalResponseTimeMs: total,
    };
  }

  /** `idle` once its `idleTimeout` has passed since the last request. */
  getStatus(): WorkerStatus {
    return performance.now() - this.#lastUsedAt < this.spec.idleTimeoutMs ? "active" : "idle";
  }

  /** Whether the pool may give it another request. A crash at rest goes unnoticed. */
  isHealthy(): boolean {
    if (this.terminated || this.hasCriticalError) return false;
    const { ttlMs, maxRequests } = this.spec;
    return performance.now() - this.#ttlStartedAt < ttlMs && this.requestCount < maxRequests;
  }

  /** Restarts its `ttl` and idle time: the pool gives it a request. */
  touch(): void {
    this.#ttlStartedAt = performance.now();
    this.#lastUsedAt = this.#ttlStartedAt;
  }

  /** Ends the thread, at once or (the default) after the pending requests. */
  terminate(now = false): void {
    this.terminated = true;
    if (now) this.#end(new Error("the worker was terminated"));
    else this.#endWhenDrained();
  }

  async #dispatch(request: WireRequest, startedAt: number): Promise<Response> {
    this.requestCount++;
    this.#lastUsedAt = performance.now();
    try {
      const response = await this.#call(request);
      this.totalResponseTimeMs += performance.now() - startedAt;
      return unpackResponse(response);
    } catch (error) {
      this.errorCount++;
      if (error instanceof NoResponseError) {
        // It gets no more requests; pending ones may still finish.
        this.hasCriticalError = true;
        this.terminate();
      }
      throw error;
    }
  }

  async #call(request: WireRequest): Promise<WireResponse> {
    const id = ++this.#lastCall;
    const call = Promise.withResolvers<WireResponse>();
    const { timeoutMs } = this.spec;
    const late = () => call.reject(new NoResponseError(`no response within ${timeoutMs} ms`));
    const timer = setTimeout(late, timeoutMs);
    this.#calls.set(id, call);
    this.#post({ type: "REQUEST", id, request });
    try {
      return await call.promise;
    } finally {
      clearTimeout(timer);
      this.#calls.delete(id);
    }
  }

  #spawn(): Worker {
    const worker = new Worker(SCRIPT, { name: this.spec.key });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      // As on the real host, which listens for errors only during the start and requests.
      const isAtRest = this.#inFlight === 0 && Bun.peek.status(this.readyPromise) === "fulfilled";
      if (!isAtRest) this.#fail(new Error(reasonOf(event.message)));
    };
    const { entry, mode } = this.spec;
    worker.postMessage({ type: "INIT", entry, mode } satisfies ToWorker);
    return worker;
  }

  #receive(message: FromWorker): void {
    if (message.type === "READY") {
      clearTimeout(this.#startTimer);
      this.#ready.resolve();
      return;
    }
    const call = this.#calls.get(message.id);
    if (message.type === "RESPONSE") call?.resolve(message.response);
    else call?.reject(new Error(message.message));
  }

  #fail(error: Error): void {
    if (this.hasCriticalError) return;
    // One that was terminated while it started may still have requests that wait for it.
    this.#end(error);
    if (this.terminated) return;
    this.hasCriticalError = true;
    this.options.onFailure(this, error);
  }

  #endWhenDrained(): void {
    if (this.terminated && this.#inFlight === 0) this.#end(new Error("the worker was terminated"));
  }

  #end(error: Error): void {
    clearTimeout(this.#startTimer);
    this.#ready.reject(error);
    for (const call of this.#calls.values()) call.reject(error);
    this.worker.terminate();
  }

  #post(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}

/** The line of a worker's error text that names the error; Bun sends it with a code frame. */
function reasonOf(text: string): string {
  const line = text.split("\n").find((candidate) => /^\w*[Ee]rror: /.test(candidate));
  return line ?? text.split("\n", 1)[0] ?? text;
}
