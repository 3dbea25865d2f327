/** Where log lines go: the host's `ctx.logger`. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** Remembers what is wrong now, and logs one line when a fault begins and one when it ends. */
export class FaultLog {
  readonly #current = new Set<string>();
  logger: Logger | undefined;

  /**
   * Says how a thing went. Only a change is logged; a fault that goes on for another reason is the
   * same fault. While there is no logger nothing is remembered, so that the first one hears of it.
   *
   * @param what - The thing, as the log names it.
   * @param reason - What is wrong with it; `undefined` when it is well.
   */
  report(what: string, reason: string | undefined): void {
    if (!this.logger) return;
    if (reason === undefined) {
      if (this.#current.delete(what)) this.#log("info", `${what}: well again`);
    } else if (!this.#current.has(what)) {
      this.#current.add(what);
      this.#log("warn", `${what}: ${reason}`);
    }
  }

  /** A logger that fails costs its line, not the answer. */
  #log(level: keyof Logger, message: string): void {
    try {
      this.logger?.[level](`metrics: ${message}`);
    } catch {
      // there is nowhere left to say it
    }
  }
}
