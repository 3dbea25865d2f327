import type { ApiError } from "../api.ts";
import { type Connection, canRetry, newStream, wantsPolling, wantsStream } from "./connection.ts";
import { addInterval, backoff, DEAD_MS, HEARTBEAT_MS, maxSilence, SLOW_MS } from "./timing.ts";

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

function connecting(state: Connection, now: number): Connection {
  return { ...state, phase: "connecting", since: now, retryAt: null, ...newStream(now) };
}

/** Retries a refused stream; polling continues meanwhile. */
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
  // While the stream is refused, or has only just been retried, its error stays.
  const isRetried = state.failures > 0 && now - state.since <= maxSilence(state);
  return state.retryAt !== null || isRetried ? polling : { ...polling, failures: 0, error: null };
}

function onPollFailed(state: Connection, error: ApiError): Connection {
  // While waiting, the stream's own error is more informative.
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
