import type { ApiError } from "../api.ts";
import { backoff, DEFAULT_RETRY_MS } from "./backoff.ts";
import { addDistance, type Distances, staleAfter } from "./pace.ts";

/**
 * Where the connection stands: `live` has fresh events; `stale` is open but silent; `polling` is
 * open but silent, while asking now and then brings numbers; `waiting` will try again at `retryAt`.
 */
export type Phase = "connecting" | "live" | "stale" | "polling" | "waiting" | "paused" | "hidden";

/** Everything that decides what the connection does next. Times are ms of one clock. */
export interface Connection {
  phase: Phase;
  /** The user's wish, kept while the tab is hidden. */
  paused: boolean;
  /** Tries that failed since the last event. */
  failures: number;
  retryAt: number | null;
  /** The first wait after a failure, as the server's `retry:` asks. */
  retryMs: number;
  /** When the present try began. */
  since: number;
  /** The last event of the present connection. */
  eventAt: number | null;
  /** Whether a heartbeat came since the last event: then no proxy holds the stream back. */
  heartbeat: boolean;
  distances: Distances;
  error: ApiError | null;
}

/** What can happen to the connection. */
export type Happening =
  | { type: "event"; now: number }
  | { type: "polled"; now: number }
  | { type: "heartbeat" }
  | { type: "retry"; ms: number }
  | { type: "failed"; now: number; error: ApiError; random: number }
  | { type: "probeFailed"; error: ApiError }
  | { type: "tick"; now: number }
  | { type: "pause" }
  | { type: "resume"; now: number }
  | { type: "hide" }
  | { type: "show"; now: number }
  | { type: "retryNow"; now: number };

/** The state at the start. */
export function initialConnection(now: number): Connection {
  return {
    phase: "connecting",
    paused: false,
    failures: 0,
    retryAt: null,
    retryMs: DEFAULT_RETRY_MS,
    since: now,
    eventAt: null,
    heartbeat: false,
    distances: [],
    error: null,
  };
}

/** Whether a stream should be open in this phase. */
export function wantsStream(phase: Phase): boolean {
  return phase !== "waiting" && phase !== "paused" && phase !== "hidden";
}

/** Whether numbers arrive in this phase, so that the next joins the last without a gap. */
export function isFlowing(phase: Phase): boolean {
  return phase === "live" || phase === "polling";
}

function connecting(state: Connection, now: number): Connection {
  return {
    ...state,
    phase: "connecting",
    since: now,
    eventAt: null,
    heartbeat: false,
    retryAt: null,
  };
}

function onEvent(state: Connection, now: number): Connection {
  const joined = state.phase === "live" && state.eventAt !== null;
  const distances = joined
    ? addDistance(state.distances, now - (state.eventAt ?? now))
    : state.distances;
  return {
    ...state,
    phase: "live",
    failures: 0,
    eventAt: now,
    heartbeat: false,
    distances,
    error: null,
  };
}

function onFailed(state: Connection, happening: Happening & { type: "failed" }): Connection {
  const { now, error, random } = happening;
  const failures = state.failures + 1;
  const wait = backoff(failures, state.retryMs, random, error.retryAfterMs);
  return { ...state, phase: "waiting", failures, error, eventAt: null, retryAt: now + wait };
}

function onTick(state: Connection, now: number): Connection {
  if (state.phase === "waiting") {
    return state.retryAt !== null && now >= state.retryAt ? connecting(state, now) : state;
  }
  if (state.phase !== "live" && state.phase !== "connecting") return state;
  const quiet = now - (state.eventAt ?? state.since);
  const limit = staleAfter(state.distances, state.eventAt !== null);
  return quiet > limit ? { ...state, phase: "stale" } : state;
}

function onShow(state: Connection, now: number): Connection {
  if (state.phase !== "hidden") return state;
  return state.paused ? { ...state, phase: "paused" } : connecting(state, now);
}

/** The state after something happened. Pure; what has no meaning in a phase changes nothing. */
export function reduceConnection(state: Connection, happening: Happening): Connection {
  const open = wantsStream(state.phase);
  switch (happening.type) {
    case "event":
      return open ? onEvent(state, happening.now) : state;
    case "polled":
      if (state.phase !== "stale" && state.phase !== "polling") return state;
      return { ...state, phase: "polling", failures: 0, error: null };
    case "heartbeat":
      return state.heartbeat ? state : { ...state, heartbeat: true };
    case "retry":
      return { ...state, retryMs: happening.ms };
    case "failed":
      return open ? onFailed(state, happening) : state;
    case "probeFailed":
      return open ? { ...state, phase: "stale", error: happening.error } : state;
    case "tick":
      return onTick(state, happening.now);
    case "pause":
      return { ...state, paused: true, phase: state.phase === "hidden" ? "hidden" : "paused" };
    case "resume":
      if (!state.paused) return state;
      if (state.phase === "hidden") return { ...state, paused: false };
      return connecting({ ...state, paused: false, error: null }, happening.now);
    case "hide":
      return { ...state, phase: "hidden" };
    case "show":
      return onShow(state, happening.now);
    case "retryNow":
      return state.phase === "waiting" ? connecting(state, happening.now) : state;
  }
}
