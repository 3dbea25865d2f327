import { afterAll, expect, mock, spyOn, test } from "bun:test";
import type { HistoryColumn } from "../../../../server/types.ts";
import { setUpDom } from "../../../../testing/dom.ts";
import { routed } from "../../../../testing/routed.tsx";
import type { ActivitySample } from "../../data/feed/state.ts";

const { act, render, waitFor, within } = await setUpDom();
// A canvas can't be drawn here; what the charts are given is in their summaries.
const NoChart = () => null;
mock.module("../../charts/TimeSeries.tsx", () => ({ TimeSeries: NoChart }));
const { now } = await import("../../data/clock.ts");
const { initialConnection } = await import("../../data/feed/connection.ts");
const { feed } = await import("../../data/feed/pageFeed.ts");
const { Overview } = await import("./Overview.tsx");

const POOL = { size: 10, active: 4, idle: 0, creating: 0, total: 4, utilization: 0.4 };

/** What the server has seen: a scrape every 15 seconds for 15 minutes, of two to seven workers. */
function history() {
  const columns = [
    "time",
    "size",
    "active",
    "idle",
    "creating",
    "total",
    "servedRequests",
    "errors",
  ];
  const rows = Array.from({ length: 62 }, (_, index) => {
    const active = 2 + (index % 6);
    return [now() - (62 - index) * 15_000, 10, active, 0, 0, active, index * 30, index * 3];
  });
  return { columns: columns as HistoryColumn[], rows };
}

const fetched = spyOn(globalThis, "fetch").mockImplementation((async (address: string) => {
  if (address.endsWith("/history")) return Response.json(history());
  return Response.json({ pool: POOL, workers: [] });
}) as unknown as typeof fetch);
afterAll(() => fetched.mockRestore());

async function open() {
  const timestamp = new Date(now()).toISOString();
  feed.store.set({
    ...feed.store.get(),
    connection: { ...initialConnection(now()), phase: "live" },
    snapshot: { pool: POOL, uptime: 9_999, timestamp },
    snapshotAt: now(),
    pool: [{ ...POOL, t: now() }],
    activity: [],
  });
  const view = render(await routed(<Overview window={15} onWindow={() => {}} />));
  const chart = async (name: string) =>
    within(await view.findByRole("region", { name }, { timeout: 20_000 }));
  const summaryOf = async (name: string) =>
    (await chart(name)).getByTestId("chart-summary").textContent;
  return { view, summaryOf };
}

test("after 15 minutes of scrapes, a new page's charts show them at once", async () => {
  const { summaryOf } = await open();
  const workers = await summaryOf("Workers over time");
  expect(workers).toContain("from 2 to 7, now 4");
  expect(workers).toMatch(/last 15 minutes: from/);
  expect(await summaryOf("Requests per second")).toContain("from 2 to 2, now 2");
  expect(await summaryOf("Error rate")).toContain("from 10% to 10%");
});

// Without a snapshot there are no charts, which would load the history for the other test.
test("the tab's title says how many problems there are, once there is one", async () => {
  const connection = { ...initialConnection(now()), phase: "live" as const };
  const receive = (...activity: ActivitySample[]) =>
    act(() => feed.store.set({ ...feed.store.get(), connection, activity }));
  receive();
  render(await routed(<Overview window={15} onWindow={() => {}} />));
  await waitFor(() => expect(document.title).toBe("Metrics · Overview"), { timeout: 20_000 });
  const ephemeral = { concurrency: 2, queueDepth: 100, queueLimit: 100 };
  receive({ t: now(), timestamp: new Date(now()).toISOString(), ephemeral });
  expect(document.title).toBe("1 problem · Metrics · Overview");
});
