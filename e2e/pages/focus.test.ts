import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { type DevHost, startHost } from "../../dev/host.ts";
import { launch } from "./browser.ts";
import { rowOf, table } from "./elements.ts";
import { named } from "./named.ts";
import { visit } from "./visit.ts";

const MANY = Array.from({ length: 500 }, (_, i) => `app-${i}@1.0.0`);

let browser: Browser;
let host: DevHost;

beforeAll(async () => {
  browser = await launch();
  host = await startHost({ port: 0, quiet: true });
});
afterAll(async () => {
  await browser.close();
  await host.stop();
});

const ways: [what: string, leave: () => Promise<void>, scrollTo: number][] = [
  ["has ended", () => giveApps(MANY.slice(0, -1)), 0],
  ["is far out of view", () => giveApps(MANY), 10_000],
];

async function giveApps(apps: string[]): Promise<void> {
  host.replacePool(named(apps));
  await host.reload();
}

test.each(ways)(
  "where the row %s meanwhile, closing the details leads back into the page",
  async (_, leave, scrollTo) => {
    await giveApps(MANY);
    // Sorted so that the one that ends is the first.
    const address = `${host.url}/metrics/workers?sort=requests&desc=true`;
    const { page, faults, close } = await visit(browser, address);
    const row = rowOf(page, "app-499@1.0.0");
    await row.getByRole("link").press("Enter");
    const details = page.getByTestId("details");
    await details.getByRole("heading", { name: "app-499@1.0.0" }).waitFor();
    await leave();
    await page.evaluate((top) => window.scrollTo(0, top), scrollTo);
    await row.waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await details.waitFor({ state: "detached" });
    await page.locator("main:focus").waitFor();
    await page.keyboard.press("Tab");
    const inMain = page.locator("main").locator(":focus");
    expect(await inMain.count()).toBe(1);
    await table(page).waitFor();
    expect(faults).toEqual([]);
    await close();
  },
);
