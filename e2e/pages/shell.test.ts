import { afterEach, expect, test } from "bun:test";
import type { FrameLocator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { gauge, rowOf, table } from "./elements.ts";
import { stage } from "./stage.ts";
import type { Visit } from "./visit.ts";

const { visit } = stage({ load: "light", sseInterval: 200 });
let here: Visit;

afterEach(async () => {
  const { faults } = here;
  await here.close();
  expect(faults).toEqual([]);
});

async function open(path: string): Promise<{ page: Page; frame: FrameLocator }> {
  here = await visit(path);
  return { page: here.page, frame: here.page.frameLocator("iframe") };
}

function menu(page: Page, title: string) {
  return page.getByRole("navigation", { name: "Plugins" }).getByRole("link", { name: title });
}

async function shellAt(page: Page, path: string): Promise<void> {
  await eventually(`the shell at ${path}`, () => new URL(page.url()).pathname === path);
}

test("a sub-menu of the shell switches the page, there and back", async () => {
  const { page, frame } = await open("/");
  await gauge(frame).waitFor();
  await menu(page, "Workers").click();
  await table(frame).waitFor();
  await shellAt(page, "/shell/metrics/workers");
  await menu(page, "Overview").click();
  await gauge(frame).waitFor();
  await shellAt(page, "/shell/metrics");
});

test("our own links move the shell's address, and Back goes back", async () => {
  const { page, frame } = await open("/shell/metrics/workers");
  await rowOf(frame, "hello@1.0.0").getByRole("link").click();
  await frame.getByTestId("details").waitFor();
  await eventually("the worker in the shell's address", () =>
    /^\/shell\/metrics\/workers\/[\w-]{36}$/.test(new URL(page.url()).pathname),
  );
  await page.goBack();
  await frame.getByTestId("details").waitFor({ state: "detached" });
  await shellAt(page, "/shell/metrics/workers");
});

test("a link into the shell opens its page, and a reload keeps it", async () => {
  const { page, frame } = await open("/shell/metrics/workers");
  await table(frame).waitFor();
  await page.reload();
  await table(frame).waitFor();
  expect(await gauge(frame).count()).toBe(0);
});

test("a reload of the frame alone has links of its own at once, and says what reconnects the menu", async () => {
  const { frame } = await open("/shell/metrics/workers");
  await table(frame).waitFor();
  await frame.locator("body").evaluate(() => window.location.reload());
  const links = frame.getByRole("navigation", { name: "Pages" });
  await links.waitFor({ timeout: 2_500 });
  await frame.getByText("Reload the whole page").waitFor();
  await links.getByRole("link", { name: "Overview" }).click();
  await gauge(frame).waitFor();
  // The shell's own address has stayed, since the frame could not tell it of the link.
  await frame.getByRole("button", { name: "Reload" }).click();
  await table(frame).waitFor();
  await Bun.sleep(1_000);
  expect(await links.count()).toBe(0);
});

test("another plugin and back again lands right", async () => {
  const { page, frame } = await open("/shell/metrics/workers");
  await table(frame).waitFor();
  await menu(page, "Archive").click();
  await frame.getByText("Another plugin").waitFor();
  await menu(page, "Overview").click();
  await gauge(frame).waitFor();
  await menu(page, "Workers").click();
  await table(frame).waitFor();
});

const quirks = ["lost-first-route-change", "wrong-location"];

test.each(quirks)("the shell's oddity %s does no harm", async (quirk) => {
  const { page, frame } = await open(`/shell/metrics?quirk=${quirk}`);
  await gauge(frame).waitFor();
  await menu(page, "Workers").click();
  await table(frame).waitFor();
  await menu(page, "Overview").click();
  await gauge(frame).waitFor();
});

test("in the shell the first stop of the Tab key skips the controls of Workers", async () => {
  const { page, frame } = await open("/shell/metrics/workers");
  await table(frame).waitFor();
  await frame.locator("body").evaluate(() => window.focus());
  await page.keyboard.press("Tab");
  await frame
    .getByRole("button", { name: "Skip to content" })
    .and(frame.locator(":focus"))
    .waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await table(frame).locator("thead :focus").waitFor();
});

test("in the shell there is no title or navigation of our own, and it is light", async () => {
  here = await visit("/", { colorScheme: "dark" });
  const frame = here.page.frameLocator("iframe");
  await gauge(frame).waitFor();
  expect(await frame.getByRole("heading", { level: 1 }).count()).toBe(0);
  expect(await frame.getByRole("navigation").count()).toBe(0);
  const background = await frame
    .locator("body")
    .evaluate((body) => getComputedStyle(body).backgroundColor);
  expect(lightnessOf(background)).toBeGreaterThan(0.9);
});

/** From `oklch(0.98 …)`, `lab(98 …)` or `rgb(250, …)`; nothing transparent has one. */
function lightnessOf(color: string): number {
  const [, space = "", first = "0"] = /^(\w+)\(([\d.]+)/.exec(color) ?? [];
  const full: Record<string, number> = { oklch: 1, oklab: 1, lab: 100, lch: 100, rgb: 255 };
  return Number(first) / (full[space] ?? Number.POSITIVE_INFINITY);
}
