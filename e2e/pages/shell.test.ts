import { expect, test } from "bun:test";
import type { FrameLocator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { detailsOf, gauge, rowOf, table, windows } from "./elements.ts";
import { testPool, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";

const at = stage({}, { pool: testPool(workersOf(["hello@1.0.0"])) });

async function open(path: string): Promise<{ page: Page; frame: FrameLocator }> {
  const page = await at.open(path, { colorScheme: "dark" });
  return { page, frame: page.frameLocator("iframe") };
}

function menu(page: Page, title: string) {
  return page.getByRole("navigation", { name: "Plugins" }).getByRole("link", { name: title });
}

async function shellAt(page: Page, path: RegExp): Promise<void> {
  await eventually(`the shell at ${path}`, () => path.test(new URL(page.url()).pathname));
}

test.each(["", "?quirk=lost-first-route-change", "?quirk=wrong-location"])(
  "the menu of a shell switches the page, there and back, including via another plugin: /shell/metrics%s",
  async (quirk) => {
    const { page, frame } = await open(`/shell/metrics${quirk}`);
    await gauge(frame).waitFor();
    await menu(page, "Workers").click();
    await table(frame).waitFor();
    await shellAt(page, /^\/shell\/metrics\/workers$/);
    await menu(page, "Archive").click();
    await frame.getByText("Another plugin").waitFor();
    await menu(page, "Overview").click();
    await gauge(frame).waitFor();
    await shellAt(page, /^\/shell\/metrics$/);
  },
);

test("our own links change the shell's address, and Back works", async () => {
  const { page, frame } = await open("/shell/metrics/workers");
  await rowOf(frame, "hello@1.0.0").getByRole("link").click();
  await detailsOf(frame).waitFor();
  await shellAt(page, /^\/shell\/metrics\/workers\/[\w-]{36}$/);
  await page.goBack();
  await detailsOf(frame).waitFor({ state: "detached" });
  await shellAt(page, /^\/shell\/metrics\/workers$/);
});

test("after a reload of only the frame, the page has its own links and says how to reconnect the menu", async () => {
  const { frame } = await open("/shell/metrics/workers");
  await table(frame).waitFor();
  await frame.locator("body").evaluate(() => window.location.reload());
  const links = frame.getByRole("navigation", { name: "Pages" });
  await frame.getByText("Reload the whole page").waitFor();
  await links.getByRole("link", { name: "Overview" }).click();
  await gauge(frame).waitFor();
  // The shell's address has not changed: the frame could not report its navigation.
  await frame.getByRole("button", { name: "Reload" }).click();
  await table(frame).waitFor();
  await eventually("no own links", async () => (await links.count()) === 0);
});

test("in the shell there is no own title or navigation, and Tab skips the controls", async () => {
  const { page, frame } = await open("/shell/metrics/workers");
  await table(frame).waitFor();
  expect(await frame.getByRole("heading", { level: 1 }).count()).toBe(0);
  expect(await frame.getByRole("navigation").count()).toBe(0);
  await frame.locator("body").evaluate(() => window.focus());
  await page.keyboard.press("Tab");
  const skip = frame.getByRole("button", { name: "Skip to content" });
  await skip.and(frame.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await table(frame).locator("thead :focus").waitFor();
});

test("on a phone the frame has its own links, which change the shell's address", async () => {
  const page = await at.open("/shell/metrics", { viewport: windows.phone });
  const frame = page.frameLocator("iframe");
  const links = frame.getByRole("navigation", { name: "Pages" });
  await links.getByRole("link", { name: "Workers" }).click();
  await table(frame).waitFor();
  await shellAt(page, /^\/shell\/metrics\/workers$/);
});
