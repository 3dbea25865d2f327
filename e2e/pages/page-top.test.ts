import { expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { gauge, rowOf } from "./elements.ts";
import { stage } from "./stage.ts";

const { visit } = stage({ crowd: 500 });

test("another page begins at its top, a worker's details leave the table where it is", async () => {
  const { page, faults, close } = await visit("/metrics/workers?sort=app", {
    viewport: { width: 1056, height: 400 },
  });
  const scrolled = () => page.evaluate(() => window.scrollY);
  await rowOf(page, "app-00000@").waitFor();
  await page.evaluate(() => window.scrollTo(0, 400));
  await rowOf(page, "app-00008@").getByRole("link").click();
  await page.getByTestId("details").getByRole("heading", { name: "app-00008@" }).waitFor();
  expect(await scrolled()).toBeGreaterThan(300);
  await page.evaluate(() => window.scrollTo(0, 300));
  await page
    .getByRole("link", { name: "Overview" })
    .evaluate((link) => (link as HTMLElement).click());
  await gauge(page).waitFor();
  await eventually("the top of the page", async () => (await scrolled()) === 0);
  expect(faults).toEqual([]);
  await close();
});
