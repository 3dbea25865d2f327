import type { Verdict } from "./host-keys.ts";

/**
 * How often the keys of open feeds are checked again, in milliseconds. With the time that a check may take
 * it is less than the minute within which a revoked key's feeds end.
 */
export const RECHECK_MS = 50_000;

/** What keeps a stream open: its key. */
export interface Hold {
  /** Aborted once the key is no longer valid. */
  signal: AbortSignal;
  /** To be called when the stream ends. */
  release(): void;
}

interface Held {
  controller: AbortController;
  streams: number;
}

/** Checks the keys of open streams again, each once however many streams it has, while there are any. */
export class KeyWatch {
  readonly #check: (key: string) => Promise<Verdict>;
  readonly #held = new Map<string, Held>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(check: (key: string) => Promise<Verdict>) {
    this.#check = check;
  }

  /** Watches the key of one more stream. */
  hold(key: string): Hold {
    const held = this.#held.get(key) ?? { controller: new AbortController(), streams: 0 };
    held.streams++;
    this.#held.set(key, held);
    this.#timer ??= setInterval(() => {
      for (const entry of this.#held) void this.#recheck(...entry);
    }, RECHECK_MS);
    let isHeld = true;
    const release = () => {
      if (isHeld) held.streams--;
      isHeld = false;
      if (held.streams === 0) this.#forget(key, held);
    };
    return { signal: held.controller.signal, release };
  }

  async #recheck(key: string, held: Held): Promise<void> {
    if ((await this.#check(key)) === "allowed") return;
    this.#forget(key, held);
    held.controller.abort();
  }

  #forget(key: string, held: Held): void {
    if (this.#held.get(key) === held) this.#held.delete(key);
    if (this.#held.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
