import { expect, test } from "bun:test";
import type { WorkerRow } from "../../../../server/types.ts";
import { setUpDom } from "../../../../testing/dom.ts";
import { routed } from "../../../../testing/routed.tsx";
import { testRow } from "../../data/stats/testRows.ts";
import { EMPTY_LEDGER, nextLedger } from "../../insight/ledger.ts";

const { render, within } = await setUpDom();
const { ledger } = await import("../../pages/overview/useInsight.ts");
const { MoversPanel } = await import("./MoversPanel.tsx");

/** Shows the apps after two times five minutes. */
async function show(rows: (minutes: number) => Partial<WorkerRow>[]) {
  const made = [0, 5, 10].reduce((before, minutes) => {
    const workers = rows(minutes).map((row) =>
      testRow({ id: row.app ?? "a", state: "active", uptime: 9_999, ...row }),
    );
    return nextLedger(before, { t: minutes * 60_000, workers, afterGap: false });
  }, EMPTY_LEDGER);
  ledger.set(made);
  const view = render(await routed(<MoversPanel />));
  await view.findByRole("region", { name: "Top apps" });
  return (heading: string) => {
    const group = view.getByRole("heading", { name: heading }).parentElement;
    return within(group ?? document.body);
  };
}

test("each ranking has the highest value first, with its change and a link to the app's workers", async () => {
  // Of blog 300 requests in the five minutes before and 600 in the last ones; of shop 150 each.
  const ranking = await show((minutes) => [
    { app: "shop@1.0.0", requests: minutes * 30 },
    { app: "blog@1.0.0", requests: minutes > 5 ? 900 : minutes * 60 },
  ]);
  const [blog, shop] = ranking("Requests/s").getAllByRole("link");
  expect(blog?.textContent).toMatch(/^blog@1\.0\.0, 2, 100% more than before/);
  expect(shop?.textContent).toMatch(/^shop@1\.0\.0, 0\.5, $/);
  expect(blog?.getAttribute("href")).toBe("/workers?app=blog%401.0.0&sort=requestRate&desc=true");
  expect(ranking("Errors/s").getByText("none")).toBeDefined();
});

test("a ranking has at most five apps", async () => {
  const apps = ["a", "b", "c", "d", "e", "f"].map((name) => `${name}@1.0.0`);
  const ranking = await show((minutes) => apps.map((app) => ({ app, requests: minutes })));
  expect(ranking("Requests/s").getAllByRole("link")).toHaveLength(5);
});
