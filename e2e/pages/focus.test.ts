import { expect, test } from "bun:test";
import { rowOf, table } from "./elements.ts";
import { named } from "./named.ts";
import { stage } from "./stage.ts";

const MANY = Array.from({ length: 500 }, (_, i) => `app-${i}@1.0.0`);

const at = stage();

const ways: [what: string, leave: () => Promise<void>, scrollTo: number][] = [
  ["has ended", () => giveApps(MANY.slice(0, -1)), 0],
  ["is far out of view", () => giveApps(MANY), 10_000],
];

async function giveApps(apps: string[]): Promise<void> {
  at.host.replacePool(named(apps));
  await at.host.reload();
}

test.each(ways)(
  "where the row %s meanwhile, closing the details leads back into the page",
  async (_, leave, scrollTo) => {
    await giveApps(MANY);
    // Sorted so that the one that ends is the first.
    const { page, faults, close } = await at.visit("/metrics/workers?sort=requests&desc=true");
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
