/** The feed's timing rules. All times are ms of one clock, all durations ms. */

const KEPT_INTERVALS = 5;
/** With fewer intervals the typical one is unknown: the first is often short, since a new client gets the latest frame immediately. */
const MIN_INTERVALS = 3;
/** Events closer together than this were delayed on the way; no feed is configured to be this fast. */
const BURST_MS = 25;
const MIN_SILENCE_MS = 3_000;
/** The limit while the interval is unknown; the server sends a heartbeat every 5 s. */
const UNKNOWN_SILENCE_MS = 10_000;
/** How old numbers may get while only heartbeats arrive; then the page requests them in between. */
export const SLOW_MS = 30_000;
/** How long a heartbeat proves that no event was due: it allows for two lost ones. */
export const HEARTBEAT_MS = 12_000;
/** A stream without an event or heartbeat for this long is considered dead. */
export const DEAD_MS = 30_000;
/** How often the feed checks the clock. */
export const TICK_MS = 250;
/** The shortest pause between two requests of `stats` or of a snapshot. */
const MIN_POLL_MS = 2_000;
/** How long a request for a snapshot may take while the stream is silent. */
export const POLL_TIMEOUT_MS = 10_000;
/** The time allowed for a request that starts as soon as the stream falls silent. */
const FIRST_POLL_MS = 2_000;
/** The first wait before reconnecting, unless the server's `retry:` sets another. */
export const DEFAULT_RETRY_MS = 1_000;
/** The longest wait before reconnecting, unless the server's `Retry-After` asks for more. */
export const MAX_RETRY_MS = 30_000;

/** The latest intervals between events, oldest first. */
export type Intervals = readonly number[];

/** Adds an interval and keeps a handful; events of one burst add none. */
export function addInterval(intervals: Intervals, ms: number): Intervals {
  return ms < BURST_MS ? intervals : [...intervals, ms].slice(-KEPT_INTERVALS);
}

/** The median interval; `null` until there are enough of them. */
export function typicalInterval(intervals: Intervals): number | null {
  if (intervals.length < MIN_INTERVALS) return null;
  const sorted = intervals.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

/** The typical interval in round numbers, for display: 996 ms is 1,000, 260 ms is 250. */
export function roundedInterval(intervals: Intervals): number | null {
  const typical = typicalInterval(intervals);
  if (typical === null) return null;
  const step = typical < 400 ? 50 : typical < 1_500 ? 250 : 500;
  return Math.max(Math.round(typical / step) * step, 50);
}

/** When a stream last gave a sign of life, and how far apart its events are. */
export interface StreamTimes {
  intervals: Intervals;
  /** The latest event of this stream. */
  eventAt: number | null;
  /** The latest heartbeat of this stream, while it is fresh. */
  heartbeatAt: number | null;
}

/** How long a stream may be silent before its numbers count as stale. */
export function maxSilence({ intervals, eventAt, heartbeatAt }: StreamTimes): number {
  const typical = typicalInterval(intervals);
  if (typical !== null) return Math.max(3 * typical, MIN_SILENCE_MS);
  // The first event is sent immediately, so without it a heartbeat proves nothing.
  if (eventAt === null) return MIN_SILENCE_MS;
  return heartbeatAt === null ? UNKNOWN_SILENCE_MS : SLOW_MS;
}

/**
 * Whether numbers that arrive now continue the ones before, so that a chart may draw a line between
 * them: they belong to the same connection, and the silence was no longer than its pace explains.
 */
export function numbersContinue(
  times: StreamTimes & { numbersAt: number | null; phase: string },
  now: number,
): boolean {
  const { numbersAt, phase, intervals } = times;
  if (numbersAt === null) return false;
  const polled = phase === "polling" ? snapshotPollInterval(intervals) + POLL_TIMEOUT_MS : 0;
  return now - numbersAt <= Math.max(maxSilence(times) + FIRST_POLL_MS, polled);
}

/** The same for what only the stream delivers. */
export function eventsContinue(times: StreamTimes, now: number): boolean {
  const { eventAt } = times;
  return eventAt !== null && now - eventAt <= maxSilence(times) + FIRST_POLL_MS;
}

/** How often the Workers page requests `stats`: at the feed's pace, at most every 2 s. */
export function statsPollInterval(intervals: Intervals): number {
  return Math.max(typicalInterval(intervals) ?? 0, MIN_POLL_MS);
}

/** How often snapshots are requested while the stream is silent: at the feed's pace, at least every 30 s. */
export function snapshotPollInterval(intervals: Intervals): number {
  return Math.min(statsPollInterval(intervals), SLOW_MS);
}

/**
 * How long to wait before reconnecting: doubles from `retryMs` up to {@link MAX_RETRY_MS}, spread over
 * the upper half so that many pages don't reconnect in step; never less than `retryAfterMs`.
 *
 * @param failures consecutive failures, from 1
 * @param random 0 (inclusive) to 1 (exclusive)
 */
export function backoff(
  failures: number,
  retryMs: number,
  random: number,
  retryAfterMs = 0,
): number {
  const doubled = Math.max(250, retryMs) * 2 ** Math.min(failures - 1, 10);
  const ceiling = Math.max(Math.min(doubled, MAX_RETRY_MS), Math.min(retryMs, MAX_RETRY_MS));
  return Math.max(Math.round(ceiling * (0.5 + random / 2)), retryAfterMs);
}
