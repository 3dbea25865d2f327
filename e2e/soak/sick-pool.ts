import type { Fault } from "./messages.ts";

/** A pool that can be made to fail and to recover, and otherwise is the one behind it. */
export class SickPool {
  /** What fails now; `undefined` when all is well. */
  fault: Fault | undefined;
  /** What the plugin is given for a pool. */
  readonly pool: object;

  /** @param onRead - Told at every call of `getMetrics`. */
  constructor(real: object, onRead: () => void = () => {}) {
    this.pool = new Proxy(real, {
      get: (target, key) => {
        this.#failOn(key);
        if (key === "getMetrics") onRead();
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #failOn(key: string | symbol): void {
    if (this.fault === "everything" || this.fault === key) {
      throw new Error(`made up: ${String(key)} fails`);
    }
  }
}
