import { Calls } from "./calls.ts";
import { round2 } from "./round.ts";
import type { AppSpec, WorkerStats, WorkerStatus } from "./types.ts";
import {
  type FromWorker,
  packRequest,
  type ToWorker,
  unpackResponse,
  type WireRequest,
} from "./wire.ts";

const SCRIPT = new URL("./worker.ts", import.meta.url).href;

/** What an instance tells the pool that made it. */
export interface InstanceEvents {
  /** The worker failed to start or died by itself. */
  onDeath(instance: WorkerInstance, error: Error): void;
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
  /** True after a crash or a failed start. */
  hasCriticalError = false;
  /** True once the pool has given this worker up. */
  terminated = false;
  requestCount = 0;
  readonly #calls = new Calls();
  readonly #ready = Promise.withResolvers<void>();
  readonly #startTimer: Timer;
  readonly #createdAt = performance.now();
  #lastUsedAt = this.#createdAt;
  #errorCount = 0;
  #totalResponseTimeMs = 0;
  #inFlight = 0;
  #toldIdle = false;

  constructor(
    readonly spec: AppSpec,
    readonly events: InstanceEvents,
  ) {
    this.readyPromise = this.#ready.promise;
    this.readyPromise.catch(() => {});
    const { startTimeoutMs } = events;
    const late = () => this.#die(new Error(`not ready within ${startTimeoutMs} ms`));
    this.#startTimer = setTimeout(late, startTimeoutMs);
    this.worker = this.#spawn();
  }

  /** Asks the app. Rejects when it throws, crashes, can't start or takes too long. */
  async fetch(request: Request): Promise<Response> {
    const startedAt = performance.now();
    this.#inFlight++;
    try {
      const packed = await packRequest(request);
      await this.readyPromise;
      return await this.#ask(packed, startedAt);
    } finally {
      this.#inFlight--;
      this.#endWhenDrained();
    }
  }

  /** This worker's own figures since its spawn. */
  getStats(): WorkerStats {
    const now = performance.now();
    const { requestCount } = this;
    const total = round2(this.#totalResponseTimeMs);
    return {
      ageMs: Math.round(now - this.#createdAt),
      avgResponseTimeMs: requestCount > 0 ? round2(total / requestCount) : 0,
      errorCount: this.#errorCount,
      idleMs: Math.round(now - this.#lastUsedAt),
      requestCount,
      status: this.getStatus(),
      totalResponseTimeMs: total,
    };
  }

  /** `idle` once it was not asked for its `idleTimeout`; the worker is told so, once. */
  getStatus(): WorkerStatus {
    if (this.terminated) return "offline";
    if (this.spec.ttlMs === 0) return "ephemeral";
    if (performance.now() - this.#lastUsedAt < this.spec.idleTimeoutMs) return "active";
    this.#tellIdle();
    return "idle";
  }

  /** Milliseconds until its `ttl` ends, counted from its last request; a busy worker has all of it. */
  get remainingMs(): number {
    const { ttlMs } = this.spec;
    if (this.#inFlight > 0) return ttlMs;
    return Math.max(0, ttlMs - (performance.now() - this.#lastUsedAt));
  }

  /** Ends the thread, at once or (the default) when the requests under way are answered. */
  terminate(now = false): void {
    this.terminated = true;
    if (now) this.#end(new Error("the worker was terminated"));
    else this.#endWhenDrained();
  }

  async #ask(request: WireRequest, startedAt: number): Promise<Response> {
    this.requestCount++;
    this.#lastUsedAt = performance.now();
    this.#toldIdle = false;
    try {
      const send = (id: number) => this.#post({ type: "REQUEST", id, request });
      const answer = await this.#calls.begin(send, this.spec.timeoutMs);
      this.#totalResponseTimeMs += performance.now() - startedAt;
      return unpackResponse(answer);
    } catch (error) {
      this.#errorCount++;
      throw error;
    }
  }

  #spawn(): Worker {
    const worker = new Worker(SCRIPT, { name: this.spec.key });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#die(new Error(reasonOf(event.message)));
    };
    worker.addEventListener("close", () => this.#die(new Error("the worker ended by itself")));
    const { entry, mode } = this.spec;
    worker.postMessage({ type: "INIT", entry, mode } satisfies ToWorker);
    return worker;
  }

  #receive(message: FromWorker): void {
    if (message.type === "READY") {
      clearTimeout(this.#startTimer);
      this.#ready.resolve();
    } else if (message.type === "RESPONSE") this.#calls.answer(message.id, message.response);
    else this.#calls.fail(message.id, new Error(message.message));
  }

  #die(error: Error): void {
    if (this.hasCriticalError) return;
    // One that was given up while it started may still have requests that wait for it.
    this.#end(error);
    if (this.terminated) return;
    this.hasCriticalError = true;
    this.events.onDeath(this, error);
  }

  #endWhenDrained(): void {
    if (this.terminated && this.#inFlight === 0) this.#end(new Error("the worker was terminated"));
  }

  #end(error: Error): void {
    clearTimeout(this.#startTimer);
    this.#ready.reject(error);
    this.#calls.failAll(error);
    this.worker.terminate();
  }

  #tellIdle(): void {
    if (!this.#toldIdle) this.#post({ type: "IDLE" });
    this.#toldIdle = true;
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
