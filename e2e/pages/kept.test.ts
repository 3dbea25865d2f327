import { expect, setDefaultTimeout, test } from "bun:test";
import type { FrameLocator, Page } from "playwright-core";
import { gauge, rowOf, table } from "./elements.ts";
import { named } from "./named.ts";
import { stage } from "./stage.ts";

setDefaultTimeout(30_000);

const { visit } = stage({}, { pool: named(["hello@1.0.0", "other@1.0.0", "hello-too@1.0.0"]) });

/** Filters by text and sorts; waits until it shows. */
async function narrow(place: Page | FrameLocator): Promise<void> {
  await place.getByRole("searchbox").fill("hello");
  await rowOf(place, "other@1.0.0").waitFor({ state: "detached" });
  await table(place).getByRole("columnheader", { name: "Requests" }).getByRole("button").click();
  await narrowed(place);
}

async function narrowed(place: Page | FrameLocator): Promise<void> {
  const sorted = table(place).locator('[aria-sort="descending"]');
  await sorted.filter({ hasText: "Requests" }).waitFor();
  await rowOf(place, "hello-too@1.0.0").waitFor();
  expect(await place.getByRole("searchbox").inputValue()).toBe("hello");
  expect(await rowOf(place, "other@1.0.0").count()).toBe(0);
}

test("each page comes back from the other as it was left", async () => {
  const { page, faults, close } = await visit("/metrics/");
  await page.getByRole("radio", { name: "15 min" }).check();
  await page.getByRole("link", { name: "Workers" }).click();
  await rowOf(page, "other@1.0.0").waitFor();
  await narrow(page);
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("radio", { name: "15 min", checked: true }).waitFor();
  await page.getByRole("link", { name: "Workers" }).click();
  await narrowed(page);
  await page.getByRole("link", { name: "Workers" }).click();
  await narrowed(page);
  expect(faults).toEqual([]);
  await close();
});

test("in the shell its menu and a reload bring a page back as it was left", async () => {
  const { page, faults, close } = await visit("/shell/metrics/workers");
  const frame = page.frameLocator("iframe");
  const menu = page.getByRole("navigation", { name: "Plugins" });
  await rowOf(frame, "other@1.0.0").waitFor();
  await narrow(frame);
  await menu.getByRole("link", { name: "Overview" }).click();
  await gauge(frame).waitFor();
  await menu.getByRole("link", { name: "Workers" }).click();
  await narrowed(frame);
  await page.reload();
  await narrowed(frame);
  expect(faults).toEqual([]);
  await close();
});

test("chosen columns are there on the next visit, until as many as fit are wanted", async () => {
  const { page, close } = await visit("/metrics/workers");
  const heads = table(page).getByRole("columnheader");
  const memory = heads.filter({ hasText: "Memory (rss)" });
  await memory.waitFor();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Memory (rss)" }).uncheck();
  await memory.waitFor({ state: "detached" });
  const next = await page.context().newPage();
  await next.goto(page.url().replace(/\?.*/, ""));
  await rowOf(next, "other@1.0.0").waitFor();
  expect(await table(next).getByText("Memory (rss)").count()).toBe(0);
  await next.getByRole("button", { name: "Columns" }).click();
  await next.getByRole("button", { name: "As many as fit" }).click();
  await table(next).getByText("Memory (rss)").waitFor();
  await next.reload();
  await table(next).getByText("Memory (rss)").waitFor();
  await close();
});

test("Back does not open details again that were closed", async () => {
  const { page, close } = await visit("/metrics/");
  await page.getByRole("link", { name: "Workers" }).click();
  await rowOf(page, "other@1.0.0").getByRole("link").click();
  const details = page.getByTestId("details");
  await details.waitFor();
  await page.keyboard.press("Escape");
  await details.waitFor({ state: "detached" });
  await page.goBack();
  await table(page).waitFor();
  expect(await details.count()).toBe(0);
  await page.goBack();
  await gauge(page).waitFor();
  await close();
});
