/** The longest silence on the feed, in milliseconds: a proxy or `Bun.serve` may cut a longer one. */
export const HEARTBEAT_MS = 5000;

/** When the feed is to speak: an event at every interval, and a heartbeat in a longer silence. */
export class Pace {
  #interval: number;
  #nextTick = 0;
  #lastSent = 0;

  /** @param interval - Milliseconds between two events. */
  constructor(interval: number) {
    this.#interval = interval;
  }

  get interval(): number {
    return this.#interval;
  }

  /** Takes another interval; the next event comes no later for it. */
  change(interval: number, now: number): void {
    if (interval === this.#interval) return;
    this.#interval = interval;
    this.#nextTick = Math.min(this.#nextTick, now + interval);
  }

  /** Begins with the first client, who was handed a frame now. */
  begin(now: number): void {
    this.#lastSent = now;
    this.#nextTick = now + this.#interval;
  }

  /** Notes that there was no frame when one was wanted: it is looked for again before long. */
  lookAgain(now: number): void {
    this.#nextTick = Math.min(this.#nextTick, now + this.#patience);
  }

  /** Wants an event now. */
  hurry(now: number): void {
    this.#nextTick = now;
  }

  isDue(now: number): boolean {
    return now >= this.#nextTick;
  }

  /** Notes that an event was due. Events keep to their grid; those that were missed are not made up for. */
  tick(now: number): void {
    const missed = Math.ceil((now - this.#nextTick) / this.#interval);
    this.#nextTick += this.#interval * Math.max(1, missed);
  }

  needsHeartbeat(now: number): boolean {
    return now - this.#lastSent >= HEARTBEAT_MS;
  }

  /** Notes that something was sent. */
  sent(now: number): void {
    this.#lastSent = now;
  }

  /** Milliseconds until an event or a heartbeat is due. */
  untilNext(now: number): number {
    return Math.max(0, Math.min(this.#nextTick, this.#lastSent + HEARTBEAT_MS) - now);
  }

  /** How long to wait for a pool that could not be read. */
  get #patience(): number {
    return Math.min(this.#interval, HEARTBEAT_MS);
  }
}
