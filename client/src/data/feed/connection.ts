import type { ApiError } from "../api.ts";
import { backoff, DEFAULT_RETRY_MS } from "./backoff.ts";
import { addDistance, BEAT_MS, DEAD_MS, type Distances, SLOW_MS, staleAfter } from "./timing.ts";

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
  /** The last numbers of the present connection, whether by an event or asked for. */
  numbersAt: number | null;
  /** The last heartbeat of the present connection, while it is fresh: then no proxy holds the stream back. */
  beatAt: number | null;
  /** When the stream counts as dead, unless it gives a sign of life before. */
  deadAt: number;
  /** How often the stream has been opened again in silence since its last sign of life. */
  reopened: number;
  /** Whether events come so rarely that numbers are asked for in between. */
  slow: boolean;
  distances: Distances;
  error: ApiError | null;
}

/** What can happen to the connection. */
export type Happening =
  | { type: "event"; now: number }
  | { type: "polled"; now: number }
  | { type: "heartbeat"; now: number }
  | { type: "retry"; ms: number }
  | { type: "failed"; now: number; error: ApiError; random: number }
  | { type: "probeFailed"; error: ApiError }
  | { type: "reopened"; now: number; random: number }
  | { type: "tick"; now: number }
  | { type: "pause" }
  | { type: "resume"; now: number }
  | { type: "hide" }
  | { type: "show"; now: number }
  | { type: "retryNow"; now: number };

/** What is known of a stream that has just been asked for. */
function fresh(now: number) {
  const nothing = { eventAt: null, numbersAt: null, beatAt: null, slow: false };
  return { ...nothing, deadAt: now + DEAD_MS };
}

/** The state at the start. */
export function initialConnection(now: number): Connection {
  return {
    phase: "connecting",
    paused: false,
    failures: 0,
    retryAt: null,
    retryMs: DEFAULT_RETRY_MS,
    since: now,
    ...fresh(now),
    reopened: 0,
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

/** Whether numbers are to be asked for, since the stream does not bring them. */
export function wantsNumbers({ phase, slow }: Connection): boolean {
  return phase === "stale" || phase === "polling" || (phase === "live" && slow);
}

/** Whether trying at once makes sense: it waits for its next try, or is open and brings nothing. */
export function canRetry({ phase }: Connection): boolean {
  return phase === "waiting" || phase === "stale";
}

function connecting(state: Connection, now: number): Connection {
  return { ...state, phase: "connecting", since: now, retryAt: null, ...fresh(now) };
}

function onEvent(state: Connection, now: number): Connection {
  const distance = state.eventAt === null ? null : now - state.eventAt;
  const slow = state.slow && distance !== null && distance > SLOW_MS;
  return {
    ...state,
    // Between rare events numbers go on being asked for: that is no change of the phase.
    phase: slow && state.phase === "polling" ? "polling" : "live",
    failures: 0,
    reopened: 0,
    eventAt: now,
    numbersAt: now,
    deadAt: now + DEAD_MS,
    slow,
    distances: distance === null ? state.distances : addDistance(state.distances, distance),
    error: null,
  };
}

function onHeartbeat(state: Connection, now: number): Connection {
  return { ...state, beatAt: now, deadAt: now + DEAD_MS, reopened: 0 };
}

function onPolled(state: Connection, now: number): Connection {
  if (!wantsNumbers(state)) return state;
  return { ...state, phase: "polling", numbersAt: now, failures: 0, error: null };
}

/** Nobody sees it happen while numbers are asked for; the wait grows as after a failure. */
function onReopened(state: Connection, happening: Happening & { type: "reopened" }): Connection {
  const { now, random } = happening;
  const reopened = state.reopened + 1;
  const deadAt = now + DEAD_MS + backoff(reopened, state.retryMs, random);
  const phase = state.phase === "live" ? "stale" : state.phase;
  return { ...state, phase, reopened, eventAt: null, beatAt: null, slow: false, deadAt };
}

function onFailed(state: Connection, happening: Happening & { type: "failed" }): Connection {
  const { now, error, random } = happening;
  const failures = state.failures + 1;
  const wait = backoff(failures, state.retryMs, random, error.retryAfterMs);
  return { ...state, phase: "waiting", failures, error, eventAt: null, retryAt: now + wait };
}

function onQuiet(state: Connection, now: number): Connection {
  const { phase, eventAt, beatAt, since, distances, slow } = state;
  if (phase !== "live" && phase !== "connecting") return state;
  const [quiet, anyEvent, beating] = [now - (eventAt ?? since), eventAt !== null, beatAt !== null];
  if (anyEvent && beating && quiet > SLOW_MS) return slow ? state : { ...state, slow: true };
  const limit = staleAfter({ distances, anyEvent, beating });
  return quiet > limit ? { ...state, phase: "stale" } : state;
}

function onTick(state: Connection, now: number): Connection {
  if (state.phase === "waiting") {
    return state.retryAt !== null && now >= state.retryAt ? connecting(state, now) : state;
  }
  const late = state.beatAt !== null && now - state.beatAt > BEAT_MS;
  return onQuiet(late ? { ...state, beatAt: null } : state, now);
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
      return onPolled(state, happening.now);
    case "heartbeat":
      return open ? onHeartbeat(state, happening.now) : state;
    case "retry":
      return { ...state, retryMs: happening.ms };
    case "failed":
      return open ? onFailed(state, happening) : state;
    case "probeFailed":
      return wantsNumbers(state) ? { ...state, phase: "stale", error: happening.error } : state;
    case "reopened":
      return open ? onReopened(state, happening) : state;
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
      return canRetry(state) ? connecting(state, happening.now) : state;
  }
}
