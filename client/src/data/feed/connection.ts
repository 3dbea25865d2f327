import type { ApiError, ApiErrorKind } from "../api.ts";
import {
  addInterval,
  backoff,
  DEAD_MS,
  DEFAULT_RETRY_MS,
  HEARTBEAT_MS,
  maxSilence,
  SLOW_MS,
  type StreamTimes,
} from "./timing.ts";

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

/** What can happen to the connection. */
export type ConnectionEvent =
  | { type: "event"; now: number }
  | { type: "polled"; now: number }
  | { type: "heartbeat"; now: number }
  | { type: "retry"; ms: number }
  | { type: "failed"; now: number; error: ApiError; random: number }
  | { type: "pollFailed"; error: ApiError }
  | { type: "reopened"; now: number; random: number }
  | { type: "tick"; now: number }
  | { type: "pause" }
  | { type: "resume"; now: number }
  | { type: "hide" }
  | { type: "show"; now: number }
  | { type: "retryNow"; now: number };

/** The part of the state that belongs to one stream, when it has just been requested. */
function newStream(now: number) {
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

/** What concerns requests for snapshots as much as the stream. */
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

function connecting(state: Connection, now: number): Connection {
  return { ...state, phase: "connecting", since: now, retryAt: null, ...newStream(now) };
}

/** Tries a stream that was refused; polling goes on meanwhile. */
function retrying(state: Connection, now: number): Connection {
  const next = connecting(state, now);
  if (state.phase !== "polling") return next;
  return { ...next, phase: "polling", numbersAt: state.numbersAt };
}

function onEvent(state: Connection, now: number): Connection {
  const interval = state.eventAt === null ? null : now - state.eventAt;
  const slow = state.slow && interval !== null && interval > SLOW_MS;
  return {
    ...state,
    // Polling continues between rare events.
    phase: slow && state.phase === "polling" ? "polling" : "live",
    failures: 0,
    reopened: 0,
    eventAt: now,
    numbersAt: now,
    deadAt: now + DEAD_MS,
    slow,
    intervals: interval === null ? state.intervals : addInterval(state.intervals, interval),
    error: null,
  };
}

function onHeartbeat(state: Connection, now: number): Connection {
  return { ...state, heartbeatAt: now, deadAt: now + DEAD_MS, reopened: 0 };
}

function onPolled(state: Connection, now: number): Connection {
  if (!wantsPolling(state)) return state;
  const polling = { ...state, phase: "polling", numbersAt: now } as const;
  // While the stream is refused, or just tried again, the reason for that stays.
  const isTried = state.failures > 0 && now - state.since <= maxSilence(state);
  return state.retryAt !== null || isTried ? polling : { ...polling, failures: 0, error: null };
}

function onPollFailed(state: Connection, error: ApiError): Connection {
  // While waiting, the reason why the stream is refused says more.
  if (state.phase === "waiting" || !wantsPolling(state)) return state;
  return { ...state, phase: state.retryAt === null ? "stale" : "waiting", error };
}

/** Invisible while polling; the time until the next attempt grows as it does after a failure. */
function onReopened(state: Connection, event: ConnectionEvent & { type: "reopened" }): Connection {
  const { now, random } = event;
  const reopened = state.reopened + 1;
  const deadAt = now + DEAD_MS + backoff(reopened, state.retryMs, random);
  const phase = state.phase === "live" ? "stale" : state.phase;
  return { ...state, phase, reopened, eventAt: null, heartbeatAt: null, slow: false, deadAt };
}

function onFailed(state: Connection, event: ConnectionEvent & { type: "failed" }): Connection {
  const { now, error, random } = event;
  const failures = state.failures + 1;
  const wait = backoff(failures, state.retryMs, random, error.retryAfterMs);
  const failed = { ...state, phase: "waiting", failures, error, eventAt: null } as const;
  const keepsPolling = state.phase === "polling" && wantsPolling(failed);
  return { ...failed, phase: keepsPolling ? "polling" : "waiting", retryAt: now + wait };
}

function onSilence(state: Connection, now: number): Connection {
  const { phase, eventAt, heartbeatAt, since } = state;
  if (phase !== "live" && phase !== "connecting") return state;
  const silence = now - (eventAt ?? since);
  if (eventAt !== null && heartbeatAt !== null && silence > SLOW_MS) {
    return state.slow ? state : { ...state, slow: true };
  }
  return silence > maxSilence(state) ? { ...state, phase: "stale" } : state;
}

function onTick(state: Connection, now: number): Connection {
  if (state.retryAt !== null) return now >= state.retryAt ? retrying(state, now) : state;
  const expired = state.heartbeatAt !== null && now - state.heartbeatAt > HEARTBEAT_MS;
  return onSilence(expired ? { ...state, heartbeatAt: null } : state, now);
}

function onShow(state: Connection, now: number): Connection {
  if (state.phase !== "hidden") return state;
  return state.paused ? { ...state, phase: "paused" } : connecting(state, now);
}

/** The state after an event. Pure; an event without meaning in the current phase changes nothing. */
export function reduceConnection(state: Connection, event: ConnectionEvent): Connection {
  const open = wantsStream(state);
  switch (event.type) {
    case "event":
      return open ? onEvent(state, event.now) : state;
    case "polled":
      return onPolled(state, event.now);
    case "heartbeat":
      return open ? onHeartbeat(state, event.now) : state;
    case "retry":
      return { ...state, retryMs: event.ms };
    case "failed":
      return open ? onFailed(state, event) : state;
    case "pollFailed":
      return onPollFailed(state, event.error);
    case "reopened":
      return open ? onReopened(state, event) : state;
    case "tick":
      return onTick(state, event.now);
    case "pause":
      return {
        ...state,
        paused: true,
        phase: state.phase === "hidden" ? "hidden" : "paused",
        retryAt: null,
      };
    case "resume":
      if (!state.paused) return state;
      if (state.phase === "hidden") return { ...state, paused: false };
      return connecting({ ...state, paused: false, error: null }, event.now);
    case "hide":
      return { ...state, phase: "hidden", retryAt: null };
    case "show":
      return onShow(state, event.now);
    case "retryNow":
      return canRetry(state) ? retrying(state, event.now) : state;
  }
}
