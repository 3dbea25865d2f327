/** Where log lines go: the host's `ctx.logger`. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** A fault that recurs within this time, in milliseconds, is not logged again. */
export const REPEAT_MS = 60_000;

/**
 * Tracks current faults, and logs one line when a fault begins and one when it ends. A fault that comes and goes, such
 * as a pool over capacity, is logged at most once a minute.
 */
export class FaultLog {
  readonly #current = new Set<string>();
  readonly #endedAt = new Map<string, number>();
  #logger: Logger | undefined;

  /** Sets where to log from now on; recurring faults are logged again at once. */
  setLogger(logger: Logger | undefined): void {
    this.#logger = logger;
    this.#endedAt.clear();
  }

  /**
   * Reports the state of something. Only changes are logged; a fault that continues for another reason is the same
   * fault. Without a logger nothing is tracked, so that the first logger receives the faults at that time.
   *
   * @param what - Its name in the log.
   * @param reason - What is wrong with it; `undefined` if nothing is.
   */
  report(what: string, reason: string | undefined): void {
    if (!this.#logger) return;
    if (reason === undefined) this.#end(what);
    else if (!this.#current.has(what)) this.#begin(what, reason);
  }

  #begin(what: string, reason: string): void {
    const endedAt = this.#endedAt.get(what) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - endedAt < REPEAT_MS) return; // logged if it lasts longer
    this.#current.add(what);
    this.#log("warn", `${what}: ${reason}`);
  }

  #end(what: string): void {
    if (!this.#current.delete(what)) return;
    this.#endedAt.set(what, performance.now());
    this.#log("info", `${what}: recovered`);
  }

  /** If the logger throws, the line is lost, but the response is unaffected. */
  #log(level: keyof Logger, message: string): void {
    try {
      this.#logger?.[level](`metrics: ${message}`);
    } catch {
      // there is nowhere left to log it
    }
  }
}
