import { describe, expect, test } from "bun:test";
import { ApiError } from "../api.ts";
import { type Connection, initialConnection, type Phase, wantsPolling } from "./connection.ts";
import { type ConnectionEvent, reduceConnection } from "./reduceConnection.ts";
import { typicalInterval } from "./timing.ts";

const after = (...given: ConnectionEvent[]): Connection =>
  given.reduce(reduceConnection, initialConnection(0));

const event = (now: number): ConnectionEvent => ({ type: "event", now });
const events = (...times: number[]) => times.map(event);
const beat = (now: number): ConnectionEvent => ({ type: "heartbeat", now });
const tick = (now: number): ConnectionEvent => ({ type: "tick", now });
const failed = (now: number, error = new ApiError("network")): ConnectionEvent => ({
  type: "failed",
  now,
  error,
  random: 1,
});

describe("the connection", () => {
  test("is live from the first event", () => {
    expect(after().phase).toBe("connecting");
    expect(after(event(10))).toMatchObject({ phase: "live", failures: 0, error: null });
  });

  test("is stale after three intervals of silence, at the earliest after three seconds", () => {
    const live = events(0, 2_000, 4_000, 6_000);
    expect(after(...live, tick(11_900)).phase).toBe("live");
    expect(after(...live, tick(12_100)).phase).toBe("stale");
    expect(after(...events(0, 100, 200, 300), tick(3_300)).phase).toBe("live");
  });

  test("is stale when it opens but delivers nothing", () => {
    expect(after(tick(3_100)).phase).toBe("stale");
  });

  test("is live again at the next event, and one long silence does not change the interval", () => {
    const state = after(...events(0, 1_000, 2_000, 3_000), tick(60_000), event(60_100));
    expect(state.phase).toBe("live");
    expect(typicalInterval(state.intervals)).toBe(1_000);
  });

  test("stays live with an event every 15 s, and learns that interval", () => {
    const phases = new Set<Phase>();
    let state = after(event(0));
    for (let now = 250; now < 120_000; now += 250) {
      if (now % 15_000 === 0) state = reduceConnection(state, event(now));
      else if (now % 5_000 === 0) state = reduceConnection(state, beat(now));
      state = reduceConnection(state, tick(now));
      phases.add(state.phase);
      expect(wantsPolling(state)).toBe(false);
    }
    expect([...phases]).toEqual(["live"]);
    expect(typicalInterval(state.intervals)).toBe(15_000);
  });

  test("keeps polling between events that are a minute apart", () => {
    const heard: Phase[] = [];
    let state = after(event(0));
    for (let now = 250; now < 300_000; now += 250) {
      if (now % 60_000 === 0) state = reduceConnection(state, event(now));
      else if (now % 5_000 === 0) state = reduceConnection(state, beat(now));
      state = reduceConnection(state, tick(now));
      if (wantsPolling(state)) state = reduceConnection(state, { type: "polled", now });
      if (heard.at(-1) !== state.phase) heard.push(state.phase);
    }
    expect(heard).toEqual(["live", "polling"]);
  });

  test("trusts a heartbeat until two more are overdue", () => {
    expect(after(event(0), beat(5_000), tick(16_900)).phase).toBe("live");
    expect(after(event(0), beat(5_000), tick(17_100))).toMatchObject({
      phase: "stale",
      heartbeatAt: null,
    });
  });

  test("is dead after 30 s without an event or heartbeat, and later each time it is reopened", () => {
    expect(after(event(1_000)).deadAt).toBe(31_000);
    expect(after(event(1_000), beat(6_000)).deadAt).toBe(36_000);
    const reopened = (now: number): ConnectionEvent => ({ type: "reopened", now, random: 1 });
    const polled: ConnectionEvent = { type: "polled", now: 15_000 };
    const once = after(event(0), tick(15_000), polled, reopened(30_000));
    expect(once).toMatchObject({ phase: "polling", eventAt: null, deadAt: 61_000 });
    expect(reduceConnection(once, reopened(61_000)).deadAt).toBe(93_000);
    expect(reduceConnection(once, event(62_000))).toMatchObject({ phase: "live", reopened: 0 });
    expect(after(event(0), reopened(30_000)).phase).toBe("stale");
  });

  test("polls while silent, and keeps the error when that fails", () => {
    const stale = [event(0), tick(20_000)];
    expect(after(...stale, { type: "polled", now: 20_100 }).phase).toBe("polling");
    const error = new ApiError("unavailable", 503);
    expect(after(...stale, { type: "pollFailed", error })).toMatchObject({
      phase: "stale",
      error,
    });
    expect(after(event(0), { type: "polled", now: 1 }).phase).toBe("live");
  });

  test("stays live when a request fails after an event arrived", () => {
    const error = new ApiError("unavailable", 503);
    const late = after(tick(4_000), event(4_100), { type: "pollFailed", error });
    expect(late).toMatchObject({ phase: "live", error: null });
  });

  test("waits longer after every failure, starting at the server's retry, and starts over once live", () => {
    const retry: ConnectionEvent = { type: "retry", ms: 500 };
    expect(after(retry, failed(0)).retryAt).toBe(500);
    const twice = after(retry, failed(0), { type: "tick", now: 500 }, failed(600));
    expect(twice).toMatchObject({ phase: "waiting", failures: 2, retryAt: 1_600 });
    expect(after(retry, failed(0), { type: "tick", now: 500 }, event(600)).failures).toBe(0);
  });

  test("honours Retry-After", () => {
    expect(after(failed(0, new ApiError("busy", 503, "", 9_000))).retryAt).toBe(9_000);
  });

  test("reconnects when the wait is over or the user asks", () => {
    expect(after(failed(0), { type: "tick", now: 999 }).phase).toBe("waiting");
    expect(after(failed(0), { type: "tick", now: 1_000 }).phase).toBe("connecting");
    expect(after(failed(0), { type: "retryNow", now: 1 }).phase).toBe("connecting");
  });

  test("keeps the reason for a failure until something arrives", () => {
    const again = after(failed(0), { type: "retryNow", now: 1 });
    expect(again.error?.kind).toBe("network");
    expect(reduceConnection(again, event(2)).error).toBeNull();
  });

  test("stays paused whatever happens, even through a hidden tab", () => {
    const paused = after(event(0), { type: "pause" });
    for (const each of [event(1), failed(1), { type: "tick", now: 99_999 } as const]) {
      expect(reduceConnection(paused, each).phase).toBe("paused");
    }
    const back = [{ type: "hide" }, { type: "show", now: 5 }] as const;
    expect(back.reduce<Connection>(reduceConnection, paused).phase).toBe("paused");
    expect(reduceConnection(paused, { type: "resume", now: 9 })).toMatchObject({
      phase: "connecting",
      since: 9,
    });
  });

  test("pauses while hidden and reconnects when shown, unless paused meanwhile", () => {
    const hidden = after(event(0), { type: "hide" });
    expect(hidden.phase).toBe("hidden");
    expect(reduceConnection(hidden, { type: "show", now: 3 }).phase).toBe("connecting");
    const held = [{ type: "pause" }, { type: "show", now: 3 }] as const;
    expect(held.reduce<Connection>(reduceConnection, hidden).phase).toBe("paused");
  });

  test("ignores events without meaning in its phase", () => {
    const live = after(event(0));
    for (const each of [
      { type: "show", now: 1 },
      { type: "resume", now: 1 },
      { type: "retryNow", now: 1 },
      { type: "tick", now: 1 },
    ] as const) {
      expect(reduceConnection(live, each)).toBe(live);
    }
  });
});
