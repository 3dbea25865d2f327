import type { WorkerInstance } from "./instance.ts";

/** Checks workers at intervals, as the real pool does: every `min(idleTimeout, ttl) / 2` of their app. */
export class Cleanup {
  readonly #timers = new Map<WorkerInstance, Timer>();

  /** @param onUnhealthy - Called for a worker that a check finds unhealthy. */
  constructor(readonly onUnhealthy: (instance: WorkerInstance) => void) {}

  watch(instance: WorkerInstance): void {
    const { idleTimeoutMs, ttlMs } = instance.spec;
    const check = () => {
      if (!instance.isHealthy()) this.onUnhealthy(instance);
    };
    this.#timers.set(instance, setInterval(check, Math.min(idleTimeoutMs, ttlMs) / 2));
  }

  unwatch(instance: WorkerInstance): void {
    clearInterval(this.#timers.get(instance));
    this.#timers.delete(instance);
  }

  stop(): void {
    for (const instance of [...this.#timers.keys()]) this.unwatch(instance);
  }
}
