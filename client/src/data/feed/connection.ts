import type { ApiError, ApiErrorKind } from "../api.ts";
import { DEAD_MS, DEFAULT_RETRY_MS, type StreamTimes } from "./timing.ts";

/**
 * The state of the connection: `live` receives events; `stale` is open but silent; `polling` is open but
 * silent, or refused, while requests for snapshots succeed; `waiting` is refused and has no numbers.
 */
export type Phase = "connecting" | "live" | "stale" | "polling" | "waiting" | "paused" | "hidden";

/** Everything that decides what the connection does next. Times are ms of one clock. */
export interface Connection extends StreamTimes {
  phase: Phase;
  /** Whether the user has paused it; kept while the tab is hidden. */
  paused: boolean;
  /** Consecutive failures since the last event. */
  failures: number;
  /** When a stream that is refused is tried again; `null` while one is open. */
  retryAt: number | null;
  /** The first wait after a failure: the server's `retry:`. */
  retryMs: number;
  /** When this attempt began. */
  since: number;
  /** The latest numbers of this connection, streamed or requested. */
  numbersAt: number | null;
  /** When the stream is considered dead without another event or heartbeat. */
  deadAt: number;
  /** How often the stream was reopened since its last event or heartbeat. */
  reopened: number;
  /** Whether events are so rare that snapshots are requested in between. */
  slow: boolean;
  error: ApiError | null;
}

/** The part of the state that belongs to one stream, when it has just been requested. */
export function newStream(now: number) {
  const nothing = { eventAt: null, numbersAt: null, heartbeatAt: null, slow: false };
  return { ...nothing, deadAt: now + DEAD_MS };
}

/** The initial state. */
export function initialConnection(now: number): Connection {
  return {
    phase: "connecting",
    paused: false,
    failures: 0,
    retryAt: null,
    retryMs: DEFAULT_RETRY_MS,
    since: now,
    ...newStream(now),
    reopened: 0,
    intervals: [],
    error: null,
  };
}

/** Whether a stream should be open. */
export function wantsStream({ phase, retryAt }: Pick<Connection, "phase" | "retryAt">): boolean {
  return retryAt === null && phase !== "paused" && phase !== "hidden";
}

/** Whether numbers keep arriving in this phase. */
export function isFlowing(phase: Phase): boolean {
  return phase === "live" || phase === "polling";
}

/** Errors that requests for snapshots would get as well. */
const TOTAL_FAILURES: readonly ApiErrorKind[] = ["network", "unauthorized", "forbidden"];

/** Whether snapshots should be requested because the stream does not deliver them, or is refused for now. */
export function wantsPolling({ phase, slow, error }: Connection): boolean {
  if (phase === "waiting") return error !== null && !TOTAL_FAILURES.includes(error.kind);
  return phase === "stale" || phase === "polling" || (phase === "live" && slow);
}

/** Whether reconnecting now makes sense: it is waiting to reconnect, or open without delivering. */
export function canRetry({ phase, retryAt }: Connection): boolean {
  return retryAt !== null || phase === "stale";
}
