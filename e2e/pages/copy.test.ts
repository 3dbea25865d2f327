import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { INSECURE_NAME } from "./browser.ts";
import { detailsOf, type Place, rowOf, windows } from "./elements.ts";
import { idOf, testPool, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";

const at = stage({}, { pool: testPool(workersOf(["first@1.0.0", "second@1.0.0"])) });

/** Opens a page over http under a name other than localhost, where there is no `navigator.clipboard`. */
async function open(path: string): Promise<Page> {
  const page = await at.open(`http://${INSECURE_NAME}:${at.host.port}${path}`);
  expect(await page.evaluate("navigator.clipboard === undefined")).toBe(true);
  return page;
}

/** Presses a button that copies; it keeps the focus. */
async function copy(place: Place | Locator, label: string): Promise<void> {
  const button = place.getByRole("button", { name: label, exact: true });
  await button.press("Enter");
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
}

/** The clipboard's text, pasted into a field that is added to the page. */
async function pasted(page: Page): Promise<string> {
  const field = await page.evaluateHandle(() =>
    document.body.appendChild(document.createElement("textarea")),
  );
  await field.press("Control+V");
  const text = await field.inputValue();
  await field.evaluate((element) => element.remove());
  return text;
}

test.each(["", "/shell"])("at %s/metrics the scrape address is copied", async (prefix) => {
  const page = await open(`${prefix}/metrics`);
  const place = prefix === "" ? page : page.frameLocator("iframe");
  await copy(place, "Copy: Scrape URL");
  const address = await pasted(page);
  expect(address).toBe(`http://${INSECURE_NAME}:${at.host.port}/metrics/api/metrics/prometheus`);
});

test("a worker's id is copied, and its details as JSON, even when they cover the page", async () => {
  const page = await open("/metrics/workers");
  await copy(page, `Copy the ID ${idOf(1)}`);
  expect(await pasted(page)).toBe(idOf(1));
  await page.setViewportSize(windows.phone);
  await rowOf(page, "first@1.0.0").getByRole("link").press("Enter");
  await copy(detailsOf(page), "Copy as JSON");
  await page.keyboard.press("Escape");
  await detailsOf(page).waitFor({ state: "detached" });
  expect(JSON.parse(await pasted(page))).toMatchObject({ id: idOf(0), app: "first@1.0.0" });
});
