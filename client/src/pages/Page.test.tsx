import { beforeEach, expect, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";
import { initialConnection, type Phase } from "../data/feed/connection.ts";
import { testRow } from "../data/stats/testRows.ts";

const { cleanup, render } = await setUpDom();
const { feed } = await import("../data/feed/pageFeed.ts");
const { poll } = await import("../data/stats/pagePoll.ts");
const { Page } = await import("./Page.tsx");

const initial = { ...feed.store.get(), connection: initialConnection(0), snapshot: null };
const POOL = { size: 12, active: 11, idle: 0, creating: 0, total: 11, utilization: 11 / 12 };
beforeEach(() => feed.store.set(initial));

/** The tab's title in a phase, with a pool of a size. */
function titleIn(phase: Phase, size = POOL.size, problem?: string): string {
  cleanup();
  const snapshot = { pool: { ...POOL, size }, uptime: 1, timestamp: "2026-01-01T00:00:00.000Z" };
  feed.store.set({ ...initial, connection: { ...initial.connection, phase }, snapshot });
  render(
    <Page title="Overview" problem={problem}>
      …
    </Page>,
  );
  return document.title;
}

test("the tab's title begins with the utilization", () => {
  expect(titleIn("live")).toBe("91% · Metrics · Overview");
});

test("the tab's title begins with what is wrong, if anything is", () => {
  expect(titleIn("live", 12, "2 problems")).toBe("2 problems · Metrics · Overview");
});

test("the tab's title says how many workers have failed or are blocked, if nothing else is said", () => {
  const workers = [
    testRow({ id: "a", failed: true }),
    testRow({ id: "b", blocked: true }),
    testRow({ id: "c" }),
  ];
  poll.store.set({ ...poll.store.get(), stats: { pool: POOL, workers } });
  expect(titleIn("live")).toBe("2 failed or blocked · Metrics · Overview");
  expect(titleIn("live", 12, "1 problem")).toBe("1 problem · Metrics · Overview");
});

test("the tab's title says that no numbers arrive, whatever the problems were", () => {
  expect(titleIn("stale", 12, "2 problems")).toBe("Stale · Metrics · Overview");
  expect(titleIn("waiting")).toBe("Offline · Metrics · Overview");
});

test("the tab's title has no utilization of a pool of unknown size, nor before the first numbers", () => {
  expect(titleIn("live", 0)).toBe("Metrics · Overview");
  cleanup();
  feed.store.set(initial);
  render(<Page title="Overview">…</Page>);
  expect(document.title).toBe("Metrics · Overview");
});
