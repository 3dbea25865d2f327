import { expect, test } from "bun:test";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { type Place, rowOf } from "./elements.ts";
import { idOf, named } from "./named.ts";
import { stage } from "./stage.ts";
import { type Visit, windows } from "./visit.ts";

/** An origin of plain http that is not this machine to the browser, as on a network of one's own. */
const NAME = "metrics.test";
const rule = `--host-resolver-rules=MAP ${NAME} 127.0.0.1`;

const pool = named(["first@1.0.0", "second@1.0.0"]);
const at = stage({}, { pool, switches: [rule] });

async function open(path: string, options?: BrowserContextOptions): Promise<Visit> {
  const here = await at.visit(`http://${NAME}:${at.host.port}${path}`, options);
  const missing = await here.page.evaluate("navigator.clipboard === undefined");
  expect(missing).toBe(true);
  return here;
}

async function copy(place: Place | Locator, label: string): Promise<void> {
  const button = place.getByRole("button", { name: label, exact: true });
  await button.press("Enter");
  await place.getByRole("status").filter({ hasText: "Copied" }).waitFor({ state: "attached" });
  // What was pressed is still there, and has the focus.
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
}

/** What a paste into the page, beside all that is ours, brings. */
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

const frames = [
  ["alone", ""],
  ["in the shell", "/shell"],
] as const;

test.each(frames)("%s, the scrape address and PromQL are copied", async (_, prefix) => {
  const { page, faults, close } = await open(`${prefix}/metrics`);
  const place = prefix === "" ? page : page.frameLocator("iframe");
  await copy(place, "Copy: Scrape URL");
  const address = await pasted(page);
  expect(address).toBe(`http://${NAME}:${at.host.port}/metrics/api/metrics/prometheus`);
  await place.getByRole("button", { name: "PromQL for: Uptime" }).press("Enter");
  const query = await place.getByRole("listitem").locator("code").first().textContent();
  await copy(place, `Copy ${query}`);
  expect(await pasted(page)).toBe(query ?? "");
  expect(faults).toEqual([]);
  await close();
});

test("a worker's id is copied whole, and its details as JSON", async () => {
  const { page, faults, close } = await open("/metrics/workers");
  const row = rowOf(page, "second@1.0.0");
  await copy(page, `Copy the id ${idOf(1)}`);
  expect(await pasted(page)).toBe(idOf(1));
  await row.getByRole("link").press("Enter");
  await page.getByTestId("details").getByRole("term").first().waitFor();
  await copy(page, "Copy as JSON");
  expect(JSON.parse(await pasted(page))).toMatchObject({ id: idOf(1), app: "second@1.0.0" });
  expect(faults).toEqual([]);
  await close();
});

test("on a phone, where a worker's details cover the page, they are copied as well", async () => {
  const { page, faults, close } = await open("/metrics/workers", { viewport: windows.phone });
  await rowOf(page, "first@1.0.0").getByRole("link").press("Enter");
  await page.getByTestId("details").getByRole("term").first().waitFor();
  await copy(page.getByTestId("details"), "Copy as JSON");
  await page.keyboard.press("Escape");
  await page.getByTestId("details").waitFor({ state: "detached" });
  expect(JSON.parse(await pasted(page))).toMatchObject({ id: idOf(0), app: "first@1.0.0" });
  expect(faults).toEqual([]);
  await close();
});
