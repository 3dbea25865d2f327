import { describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { violationsOf } from "./axe.ts";
import { connectionIn, detailsOf, type Place, rowOf } from "./elements.ts";
import { heldBody, refusal } from "./proxy.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const at = stage({ load: "light", sseInterval: 200 }, { context: { bypassCSP: true } });

const isApi = (path: string) => path.includes("/api/");

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

/** Without transitions, in the midst of which the colours are others. */
function setScheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  return page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
}

async function darkPhone(page: Page): Promise<void> {
  await setScheme(page, "dark");
  await page.setViewportSize(windows.phone);
}

/** Elements that a screen reader takes as one: texts in them must be apart. */
const UNITS = "dt, dd, th, td, li, p, button, a, label, legend, h1, h2, h3";

/** Neighbouring texts of different elements in one unit without a space or a mark between them. */
function textsRunTogether(page: Page): Promise<string[]> {
  return page.evaluate((units) => {
    return [...document.querySelectorAll(units)].flatMap((unit) => {
      const isRead = ({ parentElement: parent }: Node) =>
        parent?.closest("[aria-hidden=true], svg") === null && parent.closest(units) === unit;
      const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
      const texts: Node[] = [];
      while (walker.nextNode()) if (isRead(walker.currentNode)) texts.push(walker.currentNode);
      return texts.slice(1).flatMap((text, place) => {
        const before = texts[place];
        if (before === undefined || before.parentElement === text.parentElement) return [];
        // The two parts of a name, of which one may be cut, are one word.
        if (before.parentElement?.matches("bdi:has(+ bdi)")) return [];
        const [end, start] = [before.textContent?.at(-1) ?? "", text.textContent?.at(0) ?? ""];
        const joined = /[^\s(]/.test(end) && /[^\s,.:)]/.test(start);
        return joined ? [`${before.textContent}|${text.textContent}`] : [];
      });
    });
  }, UNITS);
}

/** What can be pressed and is less than 24 pixels wide or high; a row's link has all of the row. */
function tooSmall(page: Page): Promise<string[]> {
  return page.locator("button:visible, a:visible, select:visible, label").evaluateAll((nodes) =>
    nodes
      .filter((node) => node.closest("tbody") === null)
      .map((node) => ({ text: node.textContent, box: node.getBoundingClientRect() }))
      .filter(({ text, box }) => text !== "Skip to content" && box.width > 0)
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ text, box }) => `${text}: ${box.width}x${box.height}`),
  );
}

/** Whether texts are apart, and nothing is wider than the window: charts follow it a frame later. */
async function expectReadable(page: Page): Promise<void> {
  expect(await textsRunTogether(page)).toEqual([]);
  const excess = () => document.documentElement.scrollWidth - innerWidth;
  await eventually("nothing wider", async () => (await page.evaluate(excess)) <= 0);
}

async function expectSound(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
  await expectReadable(page);
}

/** Opens a panel over the page, and checks it in both schemes. */
async function expectSoundPopover(page: Page, opener: string): Promise<void> {
  await button(page, opener).click();
  await page.locator(":popover-open").waitFor();
  for (const scheme of ["dark", "light"] as const) {
    await setScheme(page, scheme);
    expect(await violationsOf(page, "popover")).toEqual([]);
  }
  expect(await textsRunTogether(page)).toEqual([]);
  await page.keyboard.press("Escape");
}

// What differs between the schemes are colours, and between the windows the layout: each state is
// seen in both, but not in all four pairs.
describe("axe finds nothing, no two texts run together and nothing is wider than the window", () => {
  test("on Overview, in its panels, and while it is paused", async () => {
    const page = await openOverview();
    await button(page, "PromQL of this page").click();
    await expectSound(page);
    await expectSoundPopover(page, "Explain: Workers");
    await button(page, "Pause").click();
    await connectionIn(page, "paused").waitFor();
    await darkPhone(page);
    await expectSound(page);
    expect(await tooSmall(page)).toEqual([]);
  });

  test("on Workers, in its menus, with groups, options, details, and where no row matches", async () => {
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
    expect(await tooSmall(page)).toEqual([]);
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

  const others: [name: string, path: string, text: string | RegExp][] = [
    ["chosen columns", "workers?cols=state,errors&values=state,errors", /^Errors$/],
    ["a worker that isn't there", "workers/nobody", "no worker with this"],
    ["a page that isn't there", "nothing", "Page not found"],
  ];
  test.each(others)("on a dark phone with %s", async (_, path, text) => {
    const page = await at.open(`/metrics/${path}`);
    await darkPhone(page);
    await page.locator("main").getByText(text).first().waitFor();
    await expectSound(page);
  });

  test("where the API refuses", async () => {
    at.expectFaults();
    at.proxy.handler = (path) => (isApi(path) ? refusal(401) : undefined);
    const page = await at.open(`${at.proxy.url}/metrics/`);
    await page.getByTestId("notice").first().waitFor();
    await expectSound(page);
    await darkPhone(page);
    await expectSound(page);
  });

  test("in Portuguese on a dark phone", async () => {
    const look = { viewport: windows.phone, colorScheme: "dark", locale: "pt-BR" } as const;
    const page = await openOverview(look);
    expect(await page.locator('html.dark[lang="pt-BR"]').count()).toBe(1);
    await expectReadable(page);
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    await page.getByRole("table", { name: "Workers do pool" }).getByRole("link").first().waitFor();
    await expectReadable(page);
  });

  test("in the shell, where the pages are light whatever the system is", async () => {
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
    const outside = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(outside).toBe(0);
  }
});

describe("with less motion preferred", () => {
  const running = (page: Page) => page.evaluate(() => document.getAnimations().length);
  const preferLess = (page: Page) => page.emulateMedia({ reducedMotion: "reduce" });

  /** Elements, and what is before and after them, that would move when something changes. */
  const movable = (page: Page) =>
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

  test("a page that waits stands still at once", async () => {
    at.proxy.handler = (path) => (isApi(path) ? heldBody() : undefined);
    const page = await at.open(`${at.proxy.url}/metrics/`);
    await page.getByTestId("loading").waitFor();
    expect(await running(page)).toBeGreaterThan(0);
    await preferLess(page);
    expect(await running(page)).toBe(0);
  });

  test("nothing of both pages moves", async () => {
    const page = await openOverview();
    expect(await movable(page)).not.toEqual([]);
    await preferLess(page);
    expect(await movable(page)).toEqual([]);
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    await rowOf(page, "hello@1.0.0").waitFor();
    expect(await movable(page)).toEqual([]);
    await button(page, "Pause").hover();
    expect(await running(page)).toBe(0);
  });
});
