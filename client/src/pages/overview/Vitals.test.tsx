import { beforeEach, expect, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";
import { routed } from "../../../../testing/routed.tsx";
import { EMPTY_LEDGER } from "../../insight/ledger.ts";
import type { Severity } from "../../insight/verdict/fact.ts";
import { type VitalName, vitalsOf } from "../../insight/vitals.ts";

const { render } = await setUpDom();
const { feed } = await import("../../data/feed/pageFeed.ts");
const { VitalsPanel } = await import("./Vitals.tsx");

const initial = feed.store.get();
const inPhase = (phase: typeof initial.connection.phase) =>
  feed.store.set({ ...initial, connection: { ...initial.connection, phase } });
beforeEach(() => inPhase("live"));

/** Shows the numbers after a minute in which 60 requests came and 15 failed. */
async function show(...alarms: [VitalName, Severity][]) {
  const now = Date.UTC(2026, 0, 1);
  const activity = [
    { t: now - 60_000, servedRequests: 0, errors: 0, heldFailures: 0 },
    { t: now, servedRequests: 60, errors: 15, heldFailures: 2 },
  ].map((sample) => ({ ...sample, timestamp: new Date(sample.t).toISOString() }));
  const vitals = vitalsOf({ activity, readings: [], ledger: EMPTY_LEDGER, size: 10, now });
  const verdict = {
    status: "wrong" as const,
    isEarly: false,
    worst: [],
    more: 0,
    notes: [],
    alarms: new Map(alarms),
  };
  const panel = <VitalsPanel vitals={vitals} verdict={verdict} now={now} />;
  const view = render(await routed(panel));
  await view.findByRole("list", { name: "Now" });
  const tile = (name: VitalName) => view.getByTestId(`vital-${name}`);
  return { view, tile };
}

test("each number links to the rows behind it", async () => {
  const { view, tile } = await show();
  expect(view.getAllByRole("link")).toHaveLength(7);
  expect(tile("errorRate").getAttribute("href")).toBe(
    "/workers?trouble=errors&sort=errors&desc=true",
  );
  expect(tile("failed").getAttribute("href")).toBe("/workers?trouble=failed");
  expect(tile("requestRate").textContent).toMatch(/^Requests\/s, 1, /);
  expect(tile("errorRate").textContent).toMatch(/^Error rate, 25%, /);
  expect(tile("failed").textContent).toMatch(/^Failed, 2, /);
});

test("busy workers are shown with the pool's size", async () => {
  const { tile } = await show();
  expect(tile("busy").textContent).toEndWith("of 10 slots, 1-minute mean");
});

test("a number that isn't known says so", async () => {
  const { tile } = await show();
  expect(tile("queue").textContent).toMatch(/^Queue, n\/a, /);
});

test("only a problem has an alarm's look, icon and word", async () => {
  const { tile } = await show(["errorRate", "critical"], ["failed", "warning"]);
  expect(tile("errorRate").className).toContain("border-bad");
  expect(tile("errorRate").textContent).toStartWith("Critical: Error rate");
  expect(tile("failed").textContent).toStartWith("Warning: Failed");
  expect(tile("requestRate").className).not.toMatch(/border-(bad|warn)/);
});

test("while no numbers arrive, the last ones are grey and without alarm", async () => {
  inPhase("stale");
  const { view, tile } = await show(["errorRate", "critical"]);
  expect(view.getByRole("list", { name: "Now" }).className).toContain("grayscale");
  expect(tile("errorRate").className).not.toContain("border-bad");
});

test("busy workers in alarm say why: few are busy while workers evict each other", async () => {
  const { tile } = await show(["busy", "critical"]);
  expect(tile("busy").textContent).toEndWith("too few slots for the apps in use");
});
