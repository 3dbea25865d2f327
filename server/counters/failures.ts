import { idOf } from "../pool/instance.ts";
import type { HeldWorker } from "../pool/snapshot.ts";

/** Finds workers that have failed since the last reading, each once. */
export class Failures {
  // Only workers that are held: an id is never reused, so the others can be forgotten.
  #seen: ReadonlySet<unknown>;
  #last: readonly HeldWorker[] | undefined;

  /** @param seen - From {@link state}, to continue. */
  constructor(seen: Iterable<unknown> = []) {
    this.#seen = new Set(seen);
  }

  /** The ids of counted workers, or the host's own objects for those without one. */
  get state(): unknown[] {
    return [...this.#seen];
  }

  /** Calls `count` for each worker that no earlier reading has seen failed. */
  next(workers: readonly HeldWorker[], count: (worker: HeldWorker) => void): void {
    // Several readers count the same reading.
    if (workers === this.#last) return;
    this.#last = workers;
    // If the pool doesn't report failures at the moment, the known ones are assumed to be held.
    if (workers.length > 0 && workers.every(({ failed }) => failed === undefined)) return;
    const seen = new Set<unknown>();
    for (const worker of workers) {
      if (!worker.failed) continue;
      const id = identityOf(worker);
      if (!this.#seen.has(id) && !seen.has(id)) count(worker);
      seen.add(id);
    }
    this.#seen = seen;
  }
}

function identityOf({ id, instance }: HeldWorker): unknown {
  return instance ? (idOf(instance) ?? instance) : id;
}
