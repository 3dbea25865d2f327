import { describe, expect, test } from "bun:test";
import { ApiError } from "../api.ts";
import {
  type Connection,
  type Happening,
  initialConnection,
  reduceConnection,
} from "./connection.ts";

const after = (...happenings: Happening[]): Connection =>
  happenings.reduce(reduceConnection, initialConnection(0));

const event = (now: number): Happening => ({ type: "event", now });
const failed = (now: number, error = new ApiError("network")): Happening => ({
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
    const live = [event(0), event(2_000), event(4_000)];
    expect(after(...live, { type: "tick", now: 9_900 }).phase).toBe("live");
    expect(after(...live, { type: "tick", now: 10_100 }).phase).toBe("stale");
    expect(after(event(0), event(100), { type: "tick", now: 3_000 }).phase).toBe("live");
  });

  test("is stale when it opens but brings nothing", () => {
    expect(after({ type: "tick", now: 3_100 }).phase).toBe("stale");
  });

  test("is live again at the next event, which does not count into the interval", () => {
    const state = after(event(0), event(1_000), { type: "tick", now: 60_000 }, event(60_100));
    expect(state.phase).toBe("live");
    expect(state.distances).toEqual([1_000]);
  });

  test("polls while silent, and says why when that fails", () => {
    const stale: Happening[] = [event(0), { type: "tick", now: 20_000 }];
    expect(after(...stale, { type: "polled", now: 20_100 }).phase).toBe("polling");
    const error = new ApiError("unavailable", 503);
    expect(after(...stale, { type: "probeFailed", error })).toMatchObject({
      phase: "stale",
      error,
    });
    expect(after(event(0), { type: "polled", now: 1 }).phase).toBe("live");
  });

  test("waits longer with every failure, as the server's retry asks, and forgets them when live", () => {
    const retry: Happening = { type: "retry", ms: 500 };
    expect(after(retry, failed(0)).retryAt).toBe(500);
    const twice = after(retry, failed(0), { type: "tick", now: 500 }, failed(600));
    expect(twice).toMatchObject({ phase: "waiting", failures: 2, retryAt: 1_600 });
    expect(after(retry, failed(0), { type: "tick", now: 500 }, event(600)).failures).toBe(0);
  });

  test("honours Retry-After", () => {
    expect(after(failed(0, new ApiError("busy", 503, "", 9_000))).retryAt).toBe(9_000);
  });

  test("tries when its time has come, or when told to", () => {
    expect(after(failed(0), { type: "tick", now: 999 }).phase).toBe("waiting");
    expect(after(failed(0), { type: "tick", now: 1_000 }).phase).toBe("connecting");
    expect(after(failed(0), { type: "retryNow", now: 1 }).phase).toBe("connecting");
  });

  test("keeps the reason of a failure until something arrives", () => {
    const again = after(failed(0), { type: "retryNow", now: 1 });
    expect(again.error?.kind).toBe("network");
    expect(reduceConnection(again, event(2)).error).toBeNull();
  });

  test("paused, it stays so whatever comes, also through a hidden tab", () => {
    const paused = after(event(0), { type: "pause" });
    for (const happening of [event(1), failed(1), { type: "tick", now: 99_999 } as const]) {
      expect(reduceConnection(paused, happening).phase).toBe("paused");
    }
    const back = [{ type: "hide" }, { type: "show", now: 5 }] as const;
    expect(back.reduce<Connection>(reduceConnection, paused).phase).toBe("paused");
    expect(reduceConnection(paused, { type: "resume", now: 9 })).toMatchObject({
      phase: "connecting",
      since: 9,
    });
  });

  test("hidden, it rests, and connects when the tab is shown; a pause pressed meanwhile holds", () => {
    const hidden = after(event(0), { type: "hide" });
    expect(hidden.phase).toBe("hidden");
    expect(reduceConnection(hidden, { type: "show", now: 3 }).phase).toBe("connecting");
    const held = [{ type: "pause" }, { type: "show", now: 3 }] as const;
    expect(held.reduce<Connection>(reduceConnection, hidden).phase).toBe("paused");
  });

  test("what has no meaning changes nothing", () => {
    const live = after(event(0));
    for (const happening of [
      { type: "show", now: 1 },
      { type: "resume", now: 1 },
      { type: "retryNow", now: 1 },
      { type: "tick", now: 1 },
    ] as const) {
      expect(reduceConnection(live, happening)).toBe(live);
    }
  });
});
