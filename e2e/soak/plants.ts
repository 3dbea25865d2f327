import type { WorkerPool } from "../../dev/pool/pool.ts";

/** The pool as it would be with one worker less: every figure that is taken from it is wrong. */
export function oneWorkerLess(pool: WorkerPool): object {
  return {
    config: pool.config,
    getMetrics: () => pool.getMetrics(),
    getWorkerStats: () => pool.getWorkerStats(),
    get cache() {
      return new Map([...pool.cache].slice(1));
    },
  };
}
