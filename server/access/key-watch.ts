import type { Verdict } from "./host-keys.ts";

/**
 * How often each key of an open feed is checked again, in milliseconds. Twice this, with the time that a check
 * may take, is less than the minute within which a revoked key's feeds end: one check may find the store unavailable.
 */
export const RECHECK_MS = 25_000;

/** Number of turns in that time, so that the store does not get all keys at once. */
const SLICES = 25;

/** What keeps a stream open: its key. */
export interface Hold {
  /** Aborted once the key is no longer valid. */
  signal: AbortSignal;
  /** To be called when the stream ends. */
  release(): void;
}

interface Held {
  key: string;
  controller: AbortController;
  streams: number;
  /** Those that are checked in the same turn. */
  slice: Set<Held>;
  /** Whether the store was unavailable at the last check. */
  isDoubtful: boolean;
}

/** Checks the keys of open streams again, each once however many streams it has, while there are any. */
export class KeyWatch {
  readonly #check: (key: string) => Promise<Verdict>;
  readonly #held = new Map<string, Held>();
  readonly #slices = Array.from({ length: SLICES }, () => new Set<Held>());
  #turn = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(check: (key: string) => Promise<Verdict>) {
    this.#check = check;
  }

  /** Watches the key of one more stream. */
  hold(key: string): Hold {
    const held = this.#held.get(key) ?? this.#add(key);
    held.streams++;
    this.#timer ??= setInterval(() => this.#recheckSlice(), RECHECK_MS / SLICES);
    let isHeld = true;
    const release = () => {
      if (isHeld) held.streams--;
      isHeld = false;
      if (held.streams === 0) this.#forget(held);
    };
    return { signal: held.controller.signal, release };
  }

  /** A new key goes where there are fewest, so that no slice is larger than all are on average. */
  #add(key: string): Held {
    const slice = this.#slices.reduce((least, each) => (each.size < least.size ? each : least));
    const controller = new AbortController();
    const held: Held = { key, controller, streams: 0, slice, isDoubtful: false };
    slice.add(held);
    this.#held.set(key, held);
    return held;
  }

  #recheckSlice(): void {
    const slice = this.#slices[this.#turn] ?? [];
    this.#turn = (this.#turn + 1) % SLICES;
    for (const held of slice) void this.#recheck(held);
  }

  /** One failure of the store must not end all feeds; a key that can't be checked twice in a row ends its own. */
  async #recheck(held: Held): Promise<void> {
    const verdict = await this.#check(held.key);
    const isTolerated = verdict === "unavailable" && !held.isDoubtful;
    held.isDoubtful = verdict === "unavailable";
    if (verdict === "allowed" || isTolerated) return;
    this.#forget(held);
    held.controller.abort();
  }

  #forget(held: Held): void {
    held.slice.delete(held);
    if (this.#held.get(held.key) === held) this.#held.delete(held.key);
    if (this.#held.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
