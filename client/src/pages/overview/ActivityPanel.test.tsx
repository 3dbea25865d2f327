import { describe, expect, test } from "bun:test";
import type { ActivityResponse } from "../../../../server/types.ts";
import { setUpDom } from "../../../../testing/dom.ts";

const { render } = await setUpDom();
const { feed } = await import("../../data/feed/pageFeed.ts");
const { ActivityPanel } = await import("./ActivityPanel.tsx");

const initial = feed.store.get();

type Phase = typeof initial.connection.phase;

/** Shows the panel for activity events one second apart, the last one `agoMs` ago. */
function show(events: Omit<ActivityResponse, "timestamp">[], phase: Phase = "live", agoMs = 0) {
  const last = Date.now() - agoMs;
  const activity = events.map((event, place) => {
    const t = last - (events.length - 1 - place) * 1_000;
    return { ...event, t, timestamp: new Date(t).toISOString() };
  });
  const connection = { ...initial.connection, phase, eventAt: last };
  feed.store.set({ ...initial, connection, activity, streamed: events.length });
  return render(<ActivityPanel />);
}

/** The value of a term. */
function fact(container: HTMLElement, term: string): string {
  const terms = [...container.querySelectorAll("dt")];
  const found = terms.find(({ firstChild }) => firstChild?.textContent === term);
  return found?.parentElement?.querySelector("dd")?.textContent ?? "";
}

test("the hit rate is separate from the number of hits", () => {
  const { container } = show([{ requests: 35, hits: 26, misses: 9 }]);
  expect(fact(container, "Requests")).toBe("35");
  expect(fact(container, "Served by an existing worker")).toBe("26, 74% hit rate");
});

test("failed workers that the pool still holds are separate from those that it has counted", () => {
  const { container } = show([{ failed: 0, heldFailures: 3 }]);
  expect(fact(container, "Failed")).toBe("3");
  expect(fact(container, "Failures counted by the pool")).toBe("0");
});

test("lost workers are explained in place", () => {
  const { getByText } = show([{ unaccounted: 2, heldFailures: 1 }]);
  expect(getByText(/threads that the pool has lost/).closest("dt")?.textContent).toStartWith(
    "Unaccounted for",
  );
  expect(getByText(/crashed or failed to start/).closest("dt")?.textContent).toStartWith("Failed");
});

test("once the stream is silent, the activity is marked as outdated", () => {
  const { getByTestId } = show([{ requests: 1 }, { requests: 2 }], "polling", 60_000);
  expect(getByTestId("activity-outdated").textContent).toContain("1 min");
});

describe("without activity the panel says why", () => {
  const text = (phase: Phase, streamed: number) => {
    feed.store.set({ ...initial, connection: { ...initial.connection, phase }, streamed });
    return render(<ActivityPanel />).getByTestId("activity-absent").textContent;
  };

  test("it has not arrived yet", () => {
    expect(text("live", 1)).toStartWith("Waiting for");
  });
  test("only the stream has it, which is silent", () => {
    expect(text("polling", 0)).toContain("live feed");
  });
  test("the pool doesn't report any", () => {
    expect(text("live", 2)).toContain("report activity");
  });
});
