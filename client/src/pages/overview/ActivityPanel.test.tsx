import { afterEach, beforeEach, describe, expect, setSystemTime, test } from "bun:test";
import type { ActivityResponse } from "../../../../server/types.ts";
import { setUpDom } from "../../../../testing/dom.ts";

const { render, within } = await setUpDom();
const { feed } = await import("../../data/feed/instance.ts");
const { ActivityPanel } = await import("./ActivityPanel.tsx");

const initial = feed.store.get();
beforeEach(() => {
  setSystemTime(new Date("2026-01-01T12:00:00Z"));
  feed.store.set(initial);
});
afterEach(() => void setSystemTime());

type Phase = typeof initial.connection.phase;

/** Shows the panel for activity events one second apart, the last one so many ms ago. */
function show(events: Omit<ActivityResponse, "timestamp">[], phase: Phase = "live", agoMs = 0) {
  const last = Date.now() - agoMs;
  const activity = events.map((event, place) => {
    const t = last - (events.length - 1 - place) * 1_000;
    return { ...event, t, timestamp: new Date(t).toISOString() };
  });
  const connection = { ...initial.connection, phase, eventAt: last };
  feed.store.set({ ...initial, connection, activity, streamed: events.length });
  return render(<ActivityPanel window={5} />);
}

/** The value beside a term. */
function fact(container: HTMLElement, term: string): string {
  const found = within(container).getByText(term, { selector: "dt" });
  return found.parentElement?.querySelector("dd")?.textContent ?? "";
}

test("the request rate comes from two events, and the share of hits is apart from their number", () => {
  const before = { requests: 30, hits: 20, misses: 9 };
  const { container, getByTestId } = show([before, { requests: 35, hits: 26, misses: 9 }]);
  expect(getByTestId("request-rate").textContent).toStartWith("5");
  expect(fact(container, "Requests")).toBe("35");
  expect(fact(container, "Served by a live worker")).toBe("26, 74% hit rate");
});

test("failed workers that the pool still holds are apart from those that it has counted", () => {
  const { container } = show([{ failed: 0, heldFailures: 3 }]);
  expect(fact(container, "Failed")).toBe("3");
  expect(fact(container, "Failures counted by the pool")).toBe("0");
});

test("once the stream is silent the activity is marked as old and has no rate", () => {
  const events = [{ requests: 1 }, { requests: 2 }];
  const { getByTestId } = show(events, "polling", 60_000);
  expect(getByTestId("activity-outdated").textContent).toContain("1 min");
  expect(getByTestId("request-rate").textContent).toBe("n/a");
});

describe("without activity the panel says why", () => {
  const text = (phase: Phase, streamed: number) => {
    feed.store.set({ ...initial, connection: { ...initial.connection, phase }, streamed });
    return render(<ActivityPanel window={5} />).getByTestId("activity-absent").textContent;
  };

  test("it is still awaited", () => {
    expect(text("live", 1)).toStartWith("Waiting for");
  });
  test("only the silent stream brings it", () => {
    expect(text("polling", 0)).toContain("live stream");
  });
  test("the pool has none", () => {
    expect(text("live", 2)).toContain("report activity");
  });
});
