import { expect, spyOn, test } from "bun:test";
import type { WorkerRow } from "../../../../server/types.ts";
import { setUpDom } from "../../../../testing/dom.ts";
import { supportPopovers } from "../../../../testing/popovers.ts";
import { routed } from "../../../../testing/routed.tsx";

const { act, fireEvent, render } = await setUpDom();
const { ApiError } = await import("../../data/api.ts");
const { feed } = await import("../../data/feed/pageFeed.ts");
const { poll } = await import("../../data/stats/pagePoll.ts");
const { rosterOf, EMPTY_ROSTER } = await import("../../data/stats/poll.ts");
const { testRow } = await import("../../data/stats/testRows.ts");
const { WorkersPage } = await import("./WorkersPage.tsx");

const pool = { size: 1, active: 0, idle: 0, creating: 0, total: 0, utilization: 0 };

/** Shows the page with these rows. */
async function show(workers: WorkerRow[], search = {}) {
  const { connection, ...state } = feed.store.get();
  // A hidden page polls nothing.
  feed.store.set({ ...state, connection: { ...connection, phase: "hidden" } });
  const roster = rosterOf(workers, EMPTY_ROSTER);
  poll.store.set({ ...poll.store.get(), stats: { pool, workers }, roster, at: 0 });
  const page = <WorkersPage search={search} selected={undefined} onSearch={() => {}} />;
  const view = render(await routed(page));
  await act(async () => {});
  return view;
}

test("rows are grey while requests for new ones fail", async () => {
  const { container } = await show([]);
  const look = () => container.querySelector("[data-content]")?.className;
  expect(look()).not.toContain("grayscale");
  act(() => poll.store.set({ ...poll.store.get(), error: new ApiError("unauthorized", 401) }));
  expect(look()).toContain("grayscale");
  act(() => poll.store.set({ ...poll.store.get(), error: null }));
  expect(look()).not.toContain("grayscale");
});

test("on paper there are all rows, with the columns that fit beside the app", async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `worker-${index}`);
  const view = await show(
    ids.map((id) => testRow({ id })),
    { sort: "idleSeconds" },
  );
  act(() => void window.dispatchEvent(new Event("beforeprint")));
  try {
    expect(view.getAllByRole("rowheader")).toHaveLength(60);
    const heads = view.getAllByRole("columnheader").map(({ textContent }) => textContent);
    expect(heads).toEqual(["App", "State", "Requests", "Errors", "Last request"]);
  } finally {
    act(() => void window.dispatchEvent(new Event("afterprint")));
  }
});

test("rows are exported in the order of the table", async () => {
  supportPopovers();
  using created = spyOn(URL, "createObjectURL").mockReturnValue("blob:rows");
  using _ = spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
  const rows = [testRow({ id: "well" }), testRow({ id: "broken", failed: true })];
  const view = await show(rows);
  // Not measured, the page is as narrow as a phone.
  fireEvent.click(view.getByRole("button", { name: "Options" }));
  fireEvent.click(view.getByRole("button", { name: "Export" }));
  fireEvent.click(await view.findByRole("button", { name: /^JSON/ }, { timeout: 20_000 }));
  const [[file]] = created.mock.calls as unknown as [[Blob]];
  expect(JSON.parse(await file.text()).map(({ id }: WorkerRow) => id)).toEqual(["broken", "well"]);
});
