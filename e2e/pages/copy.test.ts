import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { INSECURE_NAME } from "./browser.ts";
import { detailsOf, type Place, rowOf } from "./elements.ts";
import { idOf, testPool, workersOf } from "./pools.ts";
import { type Look, stage } from "./stage.ts";
import { windows } from "./visit.ts";

const APPS = ["first@1.0.0", "second@1.0.0", "=run(1)", "other@1.0.0"];
const at = stage({}, { pool: testPool(workersOf(APPS)) });

/** Opens a page by plain http and a name that is not this machine, where there is no `navigator.clipboard`. */
async function open(path: string, look?: Look): Promise<Page> {
  const page = await at.open(`http://${INSECURE_NAME}:${at.host.port}${path}`, look);
  expect(await page.evaluate("navigator.clipboard === undefined")).toBe(true);
  return page;
}

async function copy(place: Place | Locator, label: string): Promise<void> {
  const button = place.getByRole("button", { name: label, exact: true });
  await button.press("Enter");
  // The button is still there, and has the focus.
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
}

/** What a paste into a field beside the pages brings. */
async function pasted(page: Page): Promise<string> {
  const id = "paste-here";
  await page.evaluate((name) => {
    const field = document.createElement("textarea");
    field.id = name;
    document.body.append(field);
  }, id);
  const field = page.locator(`#${id}`);
  await field.press("Control+V");
  const text = await field.inputValue();
  await field.evaluate((element) => element.remove());
  return text;
}

async function openDetails(page: Page, app: string): Promise<void> {
  await rowOf(page, app).getByRole("link").press("Enter");
  await detailsOf(page).getByRole("term").first().waitFor();
}

test.each(["", "/shell"])(
  "at %s/metrics the scrape address and PromQL are copied",
  async (prefix) => {
    const page = await open(`${prefix}/metrics`);
    const place = prefix === "" ? page : page.frameLocator("iframe");
    await copy(place, "Copy: Scrape URL");
    const address = await pasted(page);
    expect(address).toBe(`http://${INSECURE_NAME}:${at.host.port}/metrics/api/metrics/prometheus`);
    await place.getByRole("button", { name: "PromQL of this page" }).press("Enter");
    const query = await place.getByRole("listitem").locator("code").first().textContent();
    await copy(place, `Copy ${query}`);
    expect(await pasted(page)).toBe(query ?? "");
  },
);

test("a worker's id is copied whole, and its details as JSON, also where they cover the page", async () => {
  const page = await open("/metrics/workers");
  await copy(page, `Copy the ID ${idOf(1)}`);
  expect(await pasted(page)).toBe(idOf(1));
  await openDetails(page, "second@1.0.0");
  await copy(page, "Copy as JSON");
  expect(JSON.parse(await pasted(page))).toMatchObject({ id: idOf(1), app: "second@1.0.0" });
  await page.keyboard.press("Escape");
  // In a narrow window they would be a dialog, behind which no row takes the focus.
  await detailsOf(page).waitFor({ state: "detached" });
  await page.setViewportSize(windows.phone);
  await openDetails(page, "first@1.0.0");
  await copy(detailsOf(page), "Copy as JSON");
  await page.keyboard.press("Escape");
  await detailsOf(page).waitFor({ state: "detached" });
  expect(JSON.parse(await pasted(page))).toMatchObject({ id: idOf(0), app: "first@1.0.0" });
});

/** The file that a choice in the menu gives. */
async function exported(
  page: Page,
  format: "CSV" | "JSON",
): Promise<{ name: string; text: string }> {
  await page.getByRole("button", { name: "Export" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: `${format}: rows` }).click();
  const download = await coming;
  const text = await Bun.file(await download.path()).text();
  return { name: download.suggestedFilename(), text };
}

test("the rows that are shown are exported in their order, as CSV and as JSON", async () => {
  const path = "/metrics/workers?group=true&sort=requests&desc=true&cols=requests";
  const page = await at.open(path);
  await page.getByRole("searchbox").fill("s");
  await page.getByTestId("totals").getByText("2 of 4 workers").waitFor();
  const csv = await exported(page, "CSV");
  expect(csv.name).toMatch(/^workers-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv$/);
  const line = (place: number) => `${APPS[place]},${idOf(place)},${place},,,`;
  expect(csv.text.replace("\uFEFF", "").trimEnd().split("\r\n")).toEqual([
    "app,id,requests,ephemeral,failed,blocked",
    line(1),
    line(0),
  ]);
  const json = await exported(page, "JSON");
  expect(json.name).toEndWith("Z.json");
  const apps = (JSON.parse(json.text) as { app: string }[]).map(({ app }) => app);
  expect(apps).toEqual(["second@1.0.0", "first@1.0.0"]);
});
