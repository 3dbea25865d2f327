/** Maximum silence on the feed, in milliseconds: a proxy or `Bun.serve` may close a connection that is silent for longer. */
export const HEARTBEAT_MS = 5000;

/** Share of the time that readings may take: after each one, the feed pauses for nine times its cost. */
const REST_FACTOR = 9;

/** Minimum length of a slow reading, in milliseconds: a pause of the process must not count. */
const SLOW_READING_MS = 100;

/** When the feed has to send: an event at every interval, and a heartbeat in a longer silence. */
export class Pace {
  #interval: number;
  #nextTick = 0;
  #lastSent = 0;
  #restsUntil = 0;

  /** @param interval - Milliseconds between two events. */
  constructor(interval: number) {
    this.#interval = interval;
  }

  get interval(): number {
    return this.#interval;
  }

  /** Changes the interval, without delaying the next event. */
  change(interval: number, now: number): void {
    if (interval === this.#interval) return;
    this.#interval = interval;
    this.#nextTick = Math.min(this.#nextTick, now + interval);
  }

  /** Begins with the first client, which has just been sent a frame. */
  begin(now: number): void {
    this.#lastSent = now;
    this.#nextTick = now + this.#interval;
  }

  /** Records that the pool could not be read: the next attempt is soon. */
  lookAgain(now: number): void {
    this.#nextTick = Math.min(this.#nextTick, now + this.#patience);
  }

  /** Makes an event due now, for a new pool. */
  hurry(now: number): void {
    this.#nextTick = now;
    this.#restsUntil = now;
  }

  /**
   * Records how long a reading took, which determines when the next may begin.
   *
   * @returns The milliseconds from its start until then, if it was slow and they exceed the interval.
   */
  rest(began: number, ended: number): number | undefined {
    const cost = ended - began;
    this.#restsUntil = ended + REST_FACTOR * cost;
    const gap = this.#restsUntil - began;
    return cost >= SLOW_READING_MS && gap > this.#interval ? gap : undefined;
  }

  /** Whether the pool may not be read yet. */
  isResting(now: number): boolean {
    return now < this.#restsUntil;
  }

  isDue(now: number): boolean {
    return now >= this.#dueAt;
  }

  /** Records that an event was due. Events keep to their schedule; missed ones are skipped. */
  tick(now: number): void {
    const missed = Math.ceil((now - this.#nextTick) / this.#interval);
    this.#nextTick += this.#interval * Math.max(1, missed);
  }

  needsHeartbeat(now: number): boolean {
    return now - this.#lastSent >= HEARTBEAT_MS;
  }

  /** Records that something was sent. */
  sent(now: number): void {
    this.#lastSent = now;
  }

  /** Milliseconds until an event or a heartbeat is due. */
  untilNext(now: number): number {
    return Math.max(0, Math.min(this.#dueAt, this.#lastSent + HEARTBEAT_MS) - now);
  }

  get #dueAt(): number {
    return Math.max(this.#nextTick, this.#restsUntil);
  }

  /** How long to wait for a pool that could not be read. */
  get #patience(): number {
    return Math.min(this.#interval, HEARTBEAT_MS);
  }
}
