import type { Verdict } from "./host-keys.ts";

/**
 * How often the key of an open feed is checked again, in milliseconds. Two intervals and the time of a check are less
 * than the minute within which a revoked key's feeds must end, so one check may find the store unavailable.
 */
export const RECHECK_MS = 25_000;

/** Number of batches in that time, so that the store does not get all keys at once. */
const SLICES = 25;

/** A key that must stay valid while a stream is open. */
export interface Hold {
  /** Aborted once the key is no longer valid. */
  signal: AbortSignal;
  /** Call it when the stream ends. */
  release(): void;
}

interface Held {
  key: string;
  controller: AbortController;
  streams: number;
  /** The keys that are checked at the same time. */
  slice: Set<Held>;
  /** Whether the store was unavailable at the last check. */
  isDoubtful: boolean;
}

/** Rechecks the keys of open streams periodically; a key shared by several streams is checked once. */
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

  /** A new key goes into the smallest slice, so that all slices have about the same size. */
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

  /** One failure of the store must not end all feeds; only two in a row end the feeds of a key. */
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
