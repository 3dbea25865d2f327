import type { AppCounts } from "./app-counts.ts";
import { growth } from "./monotonic.ts";
import { amount, type Guarded, hostObject, optional, shape } from "./state.ts";

/** Returns the last known CPU seconds of a worker. */
export type LastCpuOf = (worker: object) => number | undefined;

/** The state of {@link AppCpu}. */
export const appCpuState = shape({ seconds: amount, worker: optional(hostObject) });

type AppCpuState = Guarded<typeof appCpuState>;

/** Counts the CPU time of one app's workers, reading by reading: each worker's thread begins at 0. */
export class AppCpu {
  #seconds: number;
  #worker: object | undefined;

  /** @param state - From {@link state}, to continue. */
  constructor({ seconds = 0, worker }: Partial<AppCpuState> = {}) {
    this.#seconds = seconds;
    this.#worker = worker;
  }

  get state(): AppCpuState {
    return { seconds: this.#seconds, worker: this.#worker };
  }

  /**
   * Counts the CPU time used since the last reading.
   *
   * @param seconds - CPU time of the app's workers now; `undefined` if unknown.
   * @param worker - Its live worker. The last figures of its predecessor are counted first.
   */
  next(
    seconds: number | undefined,
    worker: object | undefined,
    lastOf: LastCpuOf,
    counts: AppCounts,
  ): void {
    if (worker !== this.#worker) {
      this.#take(this.#worker && lastOf(this.#worker), counts);
      this.#seconds = 0;
      this.#worker = worker;
    }
    this.#take(seconds, counts);
  }

  /** Continues from another pool's figures, without adding them. */
  resume(seconds: number | undefined, worker: object | undefined): void {
    this.#seconds = seconds ?? 0;
    this.#worker = worker;
  }

  #take(seconds: number | undefined, counts: AppCounts): void {
    if (seconds === undefined) return;
    counts.addCpu(growth(this.#seconds, seconds));
    this.#seconds = seconds;
  }
}
