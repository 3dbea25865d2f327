import type { WorkerInstance } from "./instance.ts";

/** Looks at workers now and then, and says when one has crashed or outlived its `ttl`. */
export class Lookout {
  readonly #timers = new Map<WorkerInstance, Timer>();

  constructor(
    /** How often at least. */
    readonly everyMs: number,
    readonly onSpent: (instance: WorkerInstance) => void,
  ) {}

  watch(instance: WorkerInstance): void {
    const delay = Math.min(this.everyMs, instance.remainingMs);
    this.#timers.set(
      instance,
      setTimeout(() => this.#look(instance), delay),
    );
  }

  unwatch(instance: WorkerInstance): void {
    clearTimeout(this.#timers.get(instance));
    this.#timers.delete(instance);
  }

  stop(): void {
    for (const instance of [...this.#timers.keys()]) this.unwatch(instance);
  }

  #look(instance: WorkerInstance): void {
    if (instance.hasCriticalError || instance.remainingMs <= 0) this.onSpent(instance);
    else this.watch(instance);
  }
}
