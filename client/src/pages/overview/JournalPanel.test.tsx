import { expect, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";
import { routed } from "../../../../testing/routed.tsx";
import { testRow } from "../../data/stats/testRows.ts";
import type { JournalEntry, NewEntry } from "../../insight/journal/entries.ts";
import { EMPTY_JOURNAL } from "../../insight/journal/journal.ts";

const { render, fireEvent, within, act } = await setUpDom();
const { feed } = await import("../../data/feed/pageFeed.ts");
const { poll } = await import("../../data/stats/pagePoll.ts");
const { journal } = await import("../../insight/journal/pageJournal.ts");
const { JournalPanel } = await import("./JournalPanel.tsx");

const noon = new Date().setHours(12, 0, 0, 0);
const created = (app: string, id: number): JournalEntry => ({
  ...{ id, kind: "created", app, worker: `${app}-${id}`, t: noon + id * 1_000, from: null },
  link: { id: `${app}-${id}`, search: {} },
});
const restarted: NewEntry = { kind: "restarted", t: noon, from: null, link: null };

async function show(...entries: JournalEntry[]) {
  journal.set({ ...EMPTY_JOURNAL, since: noon, entries });
  const view = render(await routed(<JournalPanel />));
  const log = await view.findByRole("log", { name: "Recent events" });
  const lines = () =>
    within(log)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent);
  return { view, log, lines };
}

test("each line has the time, the app and the event, and links to the worker", async () => {
  const { log, lines } = await show(created("shop@1.0.0", 2), { ...restarted, id: 1 });
  expect(lines()[0]).toMatch(/^\d\d:00:02.*, shop@1\.0\.0: worker created$/);
  expect(lines()[1]).toEndWith("The runtime restarted");
  const link = within(log).getByRole("link", { name: /shop@1\.0\.0 ?: worker created/ });
  expect(link.getAttribute("href")).toBe("/workers/shop%401.0.0-2");
});

test("an entry from days ago has its date", async () => {
  const old = { ...created("shop@1.0.0", 2), t: noon - 3 * 86_400_000 };
  const day = new Date(old.t).getDate();
  expect((await show(old)).lines()[0]).toMatch(new RegExp(`^\\w+ ${day}, `));
});

test("an event while readings were missed has the times around it", async () => {
  const entry = { ...created("shop@1.0.0", 2), from: noon - 60_000 };
  expect((await show(entry)).lines()[0]).toMatch(/between \d\d:59:00.* and \d\d:00:02/);
});

test("the filter keeps the entries of one app and those about the whole pool", async () => {
  const entries = [created("shop@1.0.0", 3), created("blog@1.0.0", 2), { ...restarted, id: 1 }];
  const { view, lines } = await show(...entries);
  const filter = view.getByRole("combobox", { name: "App" });
  await act(async () => fireEvent.change(filter, { target: { value: "blog@1.0.0" } }));
  expect(lines()).toHaveLength(2);
  expect(lines()[0]).toContain("blog@1.0.0");
  await act(async () => fireEvent.change(filter, { target: { value: "" } }));
  expect(lines()).toHaveLength(3);
});

test("it is a log for screen readers, but new entries are not announced", async () => {
  const { log } = await show(created("shop@1.0.0", 1));
  expect(log.getAttribute("aria-live")).toBe("off");
});

test("many entries are shown in batches", async () => {
  const entries = Array.from({ length: 70 }, (_, index) => created("shop@1.0.0", 70 - index));
  const { view, lines } = await show(...entries);
  expect(lines()).toHaveLength(30);
  fireEvent.click(view.getByRole("button", { name: "Show 30 more" }));
  fireEvent.click(view.getByRole("button", { name: "Show 10 more" }));
  expect(lines()).toHaveLength(70);
  expect(view.queryByRole("button")).toBeNull();
});

test("without entries it says so", async () => {
  const view = render(await routed(<JournalPanel />));
  expect((await view.findByText("No events so far.")).closest("[role=log]")).not.toBeNull();
});

test("the journal follows the readings of stats, with the feed's knowledge of the same process", () => {
  const read = (t: number, ...ids: string[]) =>
    poll.store.set({
      ...poll.store.get(),
      readings: [
        ...poll.store.get().readings,
        { t, workers: ids.map((id) => testRow({ id, uptime: 1 })), afterGap: false, instance: "p" },
      ],
    });
  const activity = {
    t: noon,
    timestamp: "",
    instance: "p",
    retired: 0,
    evictions: 0,
    unaccounted: 0,
  };
  feed.store.set({
    ...feed.store.get(),
    ...{ snapshotAt: noon, startedAt: noon - 60_000, activity: [activity] },
    snapshot: {
      pool: { size: 1, active: 2, idle: 0, creating: 0, total: 2, utilization: 2 },
      ...{ uptime: 60, timestamp: "" },
    },
  });
  read(noon, "a");
  read(noon + 2_000, "a", "b");
  const kinds = journal.get().entries.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "created")).toHaveLength(2);
  expect(kinds).toContain("overCapacity");
});
