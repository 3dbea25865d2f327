import { describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { violationsOf } from "./axe.ts";
import { connectionIn, detailsOf, type Place, rowOf } from "./elements.ts";
import { type Handler, heldBody, passOn, refusal } from "./proxy.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const at = stage({ load: "light", sseInterval: 200 }, { context: { bypassCSP: true } });

type Reach = (page: Page) => Promise<void>;
type View = [name: string, path: string, reach: Reach];
type State = [name: string, path: string, reach: Reach, handler: Handler];

const views: View[] = [
  ["Overview", "", (page) => page.getByText("Scrape URL").waitFor()],
  ["Workers", "workers", (page) => rowOf(page, "hello@1.0.0").waitFor()],
  ["groups", "workers?group=true", (page) => rowOf(page, "hello@1.0.0").waitFor()],
  ["a worker's details", "workers", openDetails],
  [
    "chosen columns",
    "workers?cols=state,errors&values=state,errors",
    (page) => page.getByRole("table").getByText("Errors").first().waitFor(),
  ],
  ["a page that is not there", "nothing", (page) => page.getByText("Page not found").waitFor()],
];

const states: State[] = [
  ["paused", "", (page) => press(page, "Pause", connectionIn(page, "paused")), passOn],
  [
    "PromQL",
    "",
    (page) => press(page, "PromQL of this page", page.getByText("buntime_pool_active")),
    passOn,
  ],
  ["help", "", (page) => press(page, "Explain: Workers", page.getByText("twice its size")), passOn],
  ["refused", "", (page) => noticeIn(page, "waiting"), refuseApi],
  ["polling", "", (page) => noticeIn(page, "polling"), holdFeed],
  ["columns", "workers", (page) => press(page, "Columns", page.getByRole("checkbox")), passOn],
  ["export", "workers", (page) => press(page, "Export", page.getByText("JSON: rows")), passOn],
  ["no match", "workers?q=nobody", (page) => page.getByTestId("empty").waitFor(), passOn],
  ["unknown", "workers/nobody", (page) => page.getByText("no worker with this").waitFor(), passOn],
];

async function openDetails(place: Place): Promise<void> {
  await rowOf(place, "hello@1.0.0").getByRole("link").click();
  await detailsOf(place).getByRole("term").first().waitFor();
}

async function press(page: Page, button: string, shown: Locator): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await shown.first().waitFor();
}

async function noticeIn(page: Page, phase: string): Promise<void> {
  at.expectFaults();
  await connectionIn(page, phase).waitFor();
  await page.getByTestId("notice").first().waitFor();
}

function refuseApi(path: string): Response | undefined {
  return path.includes("/api/") ? refusal(401) : undefined;
}

function holdFeed(path: string): Response | undefined {
  return path.endsWith("/sse") ? heldBody() : undefined;
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
        if (before.parentElement?.closest("bdi")?.contains(text)) return [];
        const [end, start] = [before.textContent?.at(-1) ?? "", text.textContent?.at(0) ?? ""];
        const joined = /[^\s(]/.test(end) && /[^\s,.:)]/.test(start);
        return joined ? [`${before.textContent}|${text.textContent}`] : [];
      });
    });
  }, UNITS);
}

/** By how many pixels a page is wider than its window. */
function excessWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** Opens a state and checks it in a light window, then in a dark one of another size. */
async function openAndCheck(
  path: string,
  reach: Reach,
  size: keyof typeof windows,
  handler = passOn,
) {
  at.proxy.handler = handler;
  const page = await at.open(`${at.proxy.url}/metrics/${path}`);
  await reach(page);
  await expectSound(page);
  // Without transitions, in the midst of which the colours are others.
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.setViewportSize(windows[size]);
  await expectSound(page);
}

async function expectSound(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
  expect(await textsRunTogether(page)).toEqual([]);
  expect(await excessWidth(page)).toBeLessThanOrEqual(0);
}

describe("axe finds nothing, no two texts run together and nothing is wider than the window", () => {
  test.each(views)("on a light desktop and a dark phone: %s", async (_, path, reach) => {
    await openAndCheck(path, reach, "phone");
  });

  test.each(states)("light and dark: %s", async (_, path, reach, handler) => {
    await openAndCheck(path, reach, "desktop", handler);
  });

  test("on a phone whose controls are unfolded", async () => {
    const page = await at.open("/metrics/workers", { viewport: windows.phone });
    await press(page, "Options", page.getByRole("button", { name: "Columns" }));
    await press(page, "Columns", page.getByRole("checkbox"));
    await expectSound(page);
  });

  test("in Portuguese, dark, on a phone", async () => {
    const page = await at.open("/metrics/", {
      viewport: windows.phone,
      colorScheme: "dark",
      locale: "pt-BR",
    });
    await page.getByText("URL de coleta").waitFor();
    expect(await page.locator('html.dark[lang="pt-BR"]').count()).toBe(1);
    await expectSound(page);
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    await page.getByRole("table", { name: "Workers do pool" }).getByRole("link").first().waitFor();
    await expectSound(page);
  });

  test("in the shell, where the pages are light whatever the system is", async () => {
    const page = await at.open("/shell/metrics", { colorScheme: "dark" });
    const frame = page.frameLocator("iframe");
    await frame.getByText("Scrape URL").waitFor();
    expect(await frame.locator("html.dark").count()).toBe(0);
    expect(await violationsOf(page, "frame")).toEqual([]);
    await page.goto(`${at.host.url}/shell/metrics/workers`);
    await openDetails(frame);
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

test("on a phone everything that can be pressed is at least 24 pixels wide and high", async () => {
  const page = await at.open("/metrics/", { viewport: windows.phone });
  await page.getByText("Scrape URL").waitFor();
  const small = await page
    .locator("button:visible, a:visible, select:visible, label")
    .evaluateAll((nodes) =>
      nodes
        .map((node) => ({ text: node.textContent, box: node.getBoundingClientRect() }))
        .filter(({ text, box }) => text !== "Skip to content" && box.width > 0)
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ text, box }) => `${text}: ${box.width}x${box.height}`),
    );
  expect(small).toEqual([]);
});

describe("with less motion preferred", () => {
  const running = (page: Page) => page.evaluate(() => document.getAnimations().length);

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
    at.proxy.handler = (path) => (path.includes("/api/") ? heldBody() : undefined);
    const page = await at.open(`${at.proxy.url}/metrics/`);
    await page.getByTestId("loading").waitFor();
    expect(await running(page)).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await running(page)).toBe(0);
  });

  test.each(["", "workers?group=true"])("nothing of /%s moves", async (path) => {
    const page = await at.open(`/metrics/${path}`);
    const shown = path === "" ? page.getByRole("meter") : rowOf(page, "hello@1.0.0");
    await shown.waitFor();
    expect(await movable(page)).not.toEqual([]);
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await movable(page)).toEqual([]);
    await page.getByRole("button", { name: "Pause" }).hover();
    expect(await running(page)).toBe(0);
  });
});

test("the policy in the HTML lets nothing in from elsewhere, and no inline code", async () => {
  const html = await (await fetch(`${at.host.url}/metrics/`)).text();
  const [, content = ""] =
    /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html) ?? [];
  expect(content).toContain("default-src 'none'");
  expect(content).toContain("script-src 'self'");
  expect(content).not.toMatch(/unsafe|https?:|\*/);
});
