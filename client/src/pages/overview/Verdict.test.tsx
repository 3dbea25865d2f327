import { expect, spyOn, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";
import { routed } from "../../../../testing/routed.tsx";
import { runAtOnce } from "../../../../testing/run-at-once.ts";
import { type Fact, fact } from "../../insight/verdict/fact.ts";
import type { Verdict } from "../../insight/verdict/verdict.ts";

const { act, cleanup, render, within } = await setUpDom();
const { createStore, useStore } = await import("../../data/store.ts");
const { Announcer } = await import("../../ui/Announcer.tsx");
const { VerdictPanel } = await import("./Verdict.tsx");

const well: Verdict = {
  status: "ok",
  isEarly: false,
  worst: [],
  more: 0,
  notes: [],
  alarms: new Map(),
};
const wrong = (...worst: Fact[]): Verdict => ({ ...well, status: "wrong", worst });

const verdict = createStore(well);

function Changing() {
  return <VerdictPanel verdict={useStore(verdict)} />;
}

/** Shows a verdict. Its lines are as screen readers read them. */
async function show(verdict: Verdict) {
  cleanup();
  const view = render(await routed(<VerdictPanel verdict={verdict} />));
  const panel = await view.findByTestId("verdict");
  const lines = [...panel.querySelectorAll("li")].map(({ textContent }) => textContent);
  return { panel, lines, headline: within(panel).getByRole("heading").textContent };
}

const queueFull = fact("critical", 1, { kind: "queueFull", depth: 100, limit: 100 });
const slow = fact("warning", 0.9, {
  kind: "slow",
  app: "slow@1.0.0",
  meanMs: 2_000,
  earlierMs: 100,
  seconds: 60,
});
const failing = fact(
  "critical",
  1,
  { kind: "failing", app: "checkout@2.1.0", errors: 38, requests: 38, seconds: 300 },
  { since: Date.UTC(2026, 0, 1), link: { search: { app: "checkout@2.1.0", trouble: "errors" } } },
);

test("for a healthy pool the verdict says so, and what was checked", async () => {
  const { panel, lines, headline } = await show(well);
  expect(headline).toBe("Nothing is wrong");
  expect(lines).toEqual([]);
  within(panel).getByText(/^Checked: requests, errors, response times/);
  const { panel: early } = await show({ ...well, isEarly: true });
  within(early).getByText(/^Checked: requests, errors, workers.* Response times follow/);
});

test("without current numbers the verdict says so", async () => {
  expect((await show({ ...well, status: "unknown" })).headline).toBe("No current numbers");
});

test("the worst facts are listed in words, with severity and start", async () => {
  const queue = fact("warning", 0.9, { kind: "queueFilling", depth: 90, limit: 100 });
  const { lines, headline } = await show({ ...wrong(failing, queue), more: 2 });
  expect(headline).toBe("4 problems");
  expect(lines[0]).toMatch(
    /^Critical: checkout@2\.1\.0: 38 of 38 requests failed in the last 5 minutes, since \S+ [AP]M$/,
  );
  expect(lines[1]).toBe("Warning: The queue for apps with ttl 0 is filling up: 90 of 100");
});

test("a fact links to the rows behind it, one about a single worker to its details", async () => {
  const blocked = fact(
    "warning",
    1,
    { kind: "blocked", app: "busy@1.0.0", worker: "w/1" },
    { link: { id: "w/1", search: {} } },
  );
  const { panel } = await show(wrong(failing, blocked));
  const hrefs = within(panel)
    .getAllByRole("link")
    .map((link) => link.getAttribute("href"));
  expect(hrefs).toEqual(["/workers?app=checkout%402.1.0&trouble=errors", "/workers/w%2F1"]);
});

test("notes follow the problems if there is room", async () => {
  const note = fact("info", 0, { kind: "overCapacity", total: 9, size: 6 });
  const { lines } = await show({ ...wrong(failing), notes: [note] });
  expect(lines).toHaveLength(2);
  expect(lines[1]).toBe("Note: Over capacity: 9 workers in a pool of 6");
  const { lines: full } = await show({ ...wrong(failing, queueFull, slow), notes: [note] });
  expect(full).toHaveLength(3);
});

test("a name with right-to-left letters is isolated, and its control characters are visible", async () => {
  const name = "חנות@2.0.0-rc.1\u202e";
  const { panel } = await show(wrong({ ...failing, app: name } as Fact));
  expect(panel.querySelector("bdi")?.textContent).toBe(
    "\u2068חנות\u2069\u2066@2.0.0-rc.1⟨U+202E⟩\u2069",
  );
});

test("another verdict is announced to screen readers", async () => {
  const announced = render(<Announcer />).getByRole("status");
  const panel = render(await routed(<Changing />));
  await panel.findByTestId("verdict");
  using _ = spyOn(globalThis, "setTimeout").mockImplementation(runAtOnce);
  act(() => verdict.set(wrong(queueFull, slow)));
  expect(announced.textContent).toStartWith("2 problems");
});
