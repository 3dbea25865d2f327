import { expect, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";
import { routed } from "../../../../testing/routed.tsx";

const { act, render } = await setUpDom();
const { ApiError } = await import("../../data/api.ts");
const { feed } = await import("../../data/feed/pageFeed.ts");
const { poll } = await import("../../data/stats/pagePoll.ts");
const { loadTexts } = await import("../../i18n/language.ts");
const { WorkersPage } = await import("./WorkersPage.tsx");

const pool = { size: 1, active: 0, idle: 0, creating: 0, total: 0, utilization: 0 };

test("rows are grey while requests for new ones fail", async () => {
  await loadTexts("workers");
  const { connection, ...state } = feed.store.get();
  // A hidden page polls nothing.
  feed.store.set({ ...state, connection: { ...connection, phase: "hidden" } });
  poll.store.set({ ...poll.store.get(), stats: { pool, workers: [] }, at: 0 });
  const page = <WorkersPage search={{}} selected={undefined} onSearch={() => {}} />;
  const { container } = render(await routed(page));
  await act(async () => {});
  const look = () => container.querySelector("[data-content]")?.className;
  expect(look()).not.toContain("grayscale");
  act(() => poll.store.set({ ...poll.store.get(), error: new ApiError("unauthorized", 401) }));
  expect(look()).toContain("grayscale");
  act(() => poll.store.set({ ...poll.store.get(), error: null }));
  expect(look()).not.toContain("grayscale");
});
