import { expect, mock, test } from "bun:test";
import type { WorkerRow } from "../../../../../server/types.ts";
import { setUpDom } from "../../../../../testing/dom.ts";

const { render, act, fireEvent } = await setUpDom();
const { ApiError } = await import("../../../data/api.ts");
const { poll } = await import("../../../data/stats/pagePoll.ts");
const { testRow } = await import("../../../data/stats/testRows.ts");
const { Details } = await import("./Details.tsx");

const initial = poll.store.get();
const [id, app] = ["1a2b3c4d-4f1c-4a5b-8c9d-000000000001", "shop@1.0.0"];
const pool = { size: 1, active: 1, idle: 0, creating: 0, total: 1, utilization: 1 };

/** Shows the details of a worker after the poll has received these rows, two seconds apart. */
function show(...received: WorkerRow[][]) {
  const readings = received.map((workers, index) => {
    const t = Date.now() + (index - received.length) * 2_000;
    return { t, workers, afterGap: false, instance: "p" };
  });
  const view = render(<Details id={id} onClose={() => {}} />);
  for (const [index, { workers, t }] of readings.entries()) {
    act(() => {
      poll.store.set({
        ...initial,
        stats: { pool, workers },
        at: t,
        readings: readings.slice(0, index + 1),
      });
    });
  }
  return view;
}

test.each([
  ["unauthorized", 401, "You are not signed in (401)"],
  ["unavailable", 503, "The worker pool can't be read (503)"],
] as const)(
  "a page that was opened at a worker says why there is none: %s",
  async (kind, status, title) => {
    poll.store.set({ ...initial, error: new ApiError(kind, status) });
    const { container, findByText } = render(<Details id={id} onClose={() => {}} />);
    await findByText(title);
    expect(container.textContent).not.toContain("Looking for this worker");
  },
);

test("the id is whole, and can be copied", () => {
  const { getByText, getByRole } = show([testRow({ id, app })]);
  getByText(id);
  getByRole("button", { name: `Copy the ID ${id}` });
});

test("all that is known of a worker can be copied as JSON", async () => {
  const writeText = mock(async (_: string) => {});
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  const row = testRow({ id, app, requests: 7 });
  const { getByRole } = show([row]);
  await act(async () => void fireEvent.click(getByRole("button", { name: "Copy as JSON" })));
  expect(writeText.mock.calls.map(([text]) => JSON.parse(text))).toEqual([row]);
});

test("a right-to-left name has its version after it in the title", () => {
  const { getByRole } = show([testRow({ id, app: "חנות@2.0.0-rc.1" })]);
  expect(getByRole("heading", { level: 2 }).textContent).toBe(
    "\u2068חנות\u2069\u2066@2.0.0-rc.1\u2069",
  );
});

test("a blocked worker has been blocked since its last sample", () => {
  const { getByTestId } = show([testRow({ id, app, blocked: true, sampledSecondsAgo: 90 })]);
  expect(getByTestId("blocked").textContent).toMatch(
    /^Blocked since \d\d?:\d\d:\d\d.*last responded 1 minute ago/,
  );
});

test("previous workers of the app are listed with their counts and how they ended", () => {
  const failed = testRow({ id: "bad-one", app, state: "terminated", failed: true, requests: 3 });
  const before = [
    testRow({ id: "old-one", app, requests: 1_234, errors: 1, uptime: 3_600 }),
    testRow({ id: "other", app: "blog@1.0.0" }),
  ];
  const { getAllByRole } = show(before, [failed, testRow({ id, app })]);
  const entries = getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(entries).toEqual([
    expect.stringMatching(/^bad-one.*crashed or failed to start.* 3 requests$/),
    expect.stringMatching(/^old-one.*ended.* 1,234 requests · 1 error · Uptime 1h$/),
  ]);
});
