import { describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { violationsOf } from "./axe.ts";
import { connectionIn, detailsOf, type Place, rowOf, windows } from "./elements.ts";
import { heldBody, isApi, passOn, refusal } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light" }, { context: { bypassCSP: true } });

async function openOverview(look = {}): Promise<Page> {
  const page = await at.open("/metrics/", look);
  await page.getByRole("region", { name: "Prometheus" }).locator("code").first().waitFor();
  return page;
}

async function openDetails(place: Place): Promise<void> {
  await rowOf(place, "hello@1.0.0").getByRole("link").click();
  await detailsOf(place).getByRole("term").first().waitFor();
}

function button(page: Page, name: string): Locator {
  return page.getByRole("button", { name, exact: true });
}

/** Without transitions: axe would see colours between the two schemes. */
function setScheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  return page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
}

async function darkPhone(page: Page): Promise<void> {
  await setScheme(page, "dark");
  await page.setViewportSize(windows.phone);
}

/** Expects that axe finds nothing, and nothing wider than the window; charts adapt to it a frame later. */
async function expectSound(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
  const excess = () => document.documentElement.scrollWidth - innerWidth;
  await eventually("nothing wider", async () => (await page.evaluate(excess)) <= 0);
}

/** Opens a popover, and checks it in both schemes. */
async function expectSoundPopover(page: Page, opener: string): Promise<void> {
  await button(page, opener).click();
  await page.locator(":popover-open").waitFor();
  for (const scheme of ["dark", "light"] as const) {
    await setScheme(page, scheme);
    expect(await violationsOf(page, "popover")).toEqual([]);
  }
  await page.keyboard.press("Escape");
}

// Schemes differ in colours, windows in layout: each state is checked in both of each, but not in all combinations.
describe("axe finds nothing, and nothing is wider than the window", () => {
  test("on Overview, in its popovers, and while it is paused", async () => {
    const page = await openOverview();
    await button(page, "PromQL of this page").click();
    await expectSound(page);
    await expectSoundPopover(page, "Explain: Workers");
    await button(page, "Pause").click();
    await connectionIn(page, "paused").waitFor();
    await darkPhone(page);
    await expectSound(page);
  });

  test("on Workers, in its menus, with groups, options, details, and without matching rows", async () => {
    const page = await at.open("/metrics/workers");
    await rowOf(page, "hello@1.0.0").waitFor();
    await expectSound(page);
    await expectSoundPopover(page, "Columns");
    await expectSoundPopover(page, "Export");
    await openDetails(page);
    await expectSound(page);
    await darkPhone(page);
    await expectSound(page);
    await page.keyboard.press("Escape");
    await button(page, "Options").click();
    await expectSound(page);
    await button(page, "Group by app").click();
    await page.locator("tbody button[aria-expanded]").first().waitFor();
    await expectSound(page);
    await page.setViewportSize(windows.desktop);
    await setScheme(page, "light");
    await expectSound(page);
    await page.getByRole("searchbox").fill("nobody");
    await page.getByTestId("empty").waitFor();
    await expectSound(page);
  });

  test("on a dark phone with chosen columns, an unknown worker, an unknown page, and a refusing API", async () => {
    at.expectFaults();
    const expectSoundAt = async (path: string, text: string | RegExp) => {
      const page = await at.open(`${at.proxy.url}/metrics/${path}`);
      await darkPhone(page);
      await page.locator("main").getByText(text).first().waitFor();
      await expectSound(page);
    };
    await expectSoundAt("workers?cols=state,errors&values=state,errors", /^Errors$/);
    await expectSoundAt("workers/nobody", "no worker with this");
    await expectSoundAt("nothing", "Page not found");
    at.proxy.handler = (path) => (isApi(path) ? refusal(401) : undefined);
    await expectSoundAt("", "(401)");
  });

  test("in the shell, where the pages are always light", async () => {
    const page = await at.open("/shell/metrics/workers", { colorScheme: "dark" });
    const frame = page.frameLocator("iframe");
    await openDetails(frame);
    expect(await frame.locator("html.dark").count()).toBe(0);
    expect(await violationsOf(page, "frame")).toEqual([]);
  });
});

test.each(["", "/shell"])("Workers fills its window to the edge at %s/metrics", async (prefix) => {
  const page = await at.open(`${prefix}/metrics/workers`);
  const place = prefix === "" ? page : page.frameLocator("iframe");
  for (const viewport of [windows.desktop, windows.phone]) {
    await page.setViewportSize(viewport);
    await rowOf(place, "hello@1.0.0").waitFor();
    const body = place.locator("body");
    expect(await body.evaluate(({ clientWidth }) => innerWidth - clientWidth)).toBe(0);
    if (prefix === "") continue;
    const excess = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(excess).toBe(0);
  }
});

test("with reduced motion nothing moves: while loading, on Overview and on Workers", async () => {
  /** Elements and pseudo-elements that would move on a change. */
  const movable = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")].flatMap((element) =>
        ["", "::before", "::after"].flatMap((part) => {
          const style = getComputedStyle(element, part);
          const still = /^(0s(, )?)+$/.test(style.transitionDuration);
          const stays = style.animationName === "none" && style.scrollBehavior === "auto";
          return still && stays ? [] : [element.tagName + part];
        }),
      ),
    );
  at.proxy.handler = (path) => (isApi(path) ? heldBody() : undefined);
  const page = await at.open(`${at.proxy.url}/metrics/`);
  await page.getByTestId("loading").waitFor();
  expect(await movable()).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await movable()).toEqual([]);
  at.proxy.handler = passOn;
  await page.reload();
  await page.getByRole("region", { name: "Prometheus" }).locator("code").first().waitFor();
  expect(await movable()).toEqual([]);
  await page.getByRole("link", { name: "Workers", exact: true }).click();
  await rowOf(page, "hello@1.0.0").waitFor();
  expect(await movable()).toEqual([]);
});
