/** Where log lines go: the host's `ctx.logger`. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** A fault that comes back within this time of its last end, in milliseconds, is not told again. */
export const QUIET_MS = 60_000;

/**
 * Remembers what is wrong now, and logs one line when a fault begins and one when it ends. One that
 * comes and goes, as a full pool's over-capacity does, is told once a minute at the most.
 */
export class FaultLog {
  readonly #current = new Set<string>();
  readonly #endedAt = new Map<string, number>();
  readonly #now: () => number;
  #logger: Logger | undefined;

  /** @param now - A monotonic clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Sets where to log from now on; faults that come back are logged again at once. */
  setLogger(logger: Logger | undefined): void {
    this.#logger = logger;
    this.#endedAt.clear();
  }

  /**
   * Says how a thing went. Only a change is logged; a fault that goes on for another reason is the
   * same fault. While there is no logger nothing is remembered, so that the first one hears of it.
   *
   * @param what - The thing, as the log names it.
   * @param reason - What is wrong with it; `undefined` when it is well.
   */
  report(what: string, reason: string | undefined): void {
    if (!this.#logger) return;
    if (reason === undefined) this.#end(what);
    else if (!this.#current.has(what)) this.#begin(what, reason);
  }

  #begin(what: string, reason: string): void {
    const endedAt = this.#endedAt.get(what) ?? Number.NEGATIVE_INFINITY;
    if (this.#now() - endedAt < QUIET_MS) return; // told once it has lasted longer than that
    this.#current.add(what);
    this.#log("warn", `${what}: ${reason}`);
  }

  #end(what: string): void {
    if (!this.#current.delete(what)) return;
    this.#endedAt.set(what, this.#now());
    this.#log("info", `${what}: well again`);
  }

  /** A logger that fails costs its line, not the answer. */
  #log(level: keyof Logger, message: string): void {
    try {
      this.#logger?.[level](`metrics: ${message}`);
    } catch {
      // there is nowhere left to say it
    }
  }
}
