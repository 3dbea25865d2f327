import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { poolInEveryState } from "../../testing/worker-in-every-state.ts";
import { gauge, rowOf } from "./elements.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const pool = {
  ...poolInEveryState(),
  getMetrics: () => ({ totalRequests: 35, hits: 26, misses: 9, totalWorkersCreated: 14 }),
};
const { visit } = stage({ sseInterval: 200 }, { pool });

/** What a screen reader takes as one: texts in it must be apart. */
const UNITS = "dt, dd, th, td, li, p, button, a, label, legend, h1, h2, h3";

/** Neighbouring texts of different elements in one unit without a space or a mark between them. */
function runTogether(page: Page): Promise<string[]> {
  return page.evaluate((units) => {
    const told = (node: Node) => node.parentElement?.closest("[aria-hidden=true], svg") === null;
    return [...document.querySelectorAll(units)].flatMap((unit) => {
      const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
      const texts: Node[] = [];
      while (walker.nextNode()) if (told(walker.currentNode)) texts.push(walker.currentNode);
      return texts.slice(1).flatMap((text, place) => {
        const before = texts[place];
        if (before === undefined || before.parentElement === text.parentElement) return [];
        // A name in parts, of which one stays whole where the other is cut, is one name.
        if (before.parentElement?.closest("bdi")?.contains(text)) return [];
        const [end, start] = [before.textContent?.at(-1) ?? "", text.textContent?.at(0) ?? ""];
        const joined = /[^\s(]/.test(end) && /[^\s,.:)]/.test(start);
        return joined ? [`${before.textContent}|${text.textContent}`] : [];
      });
    });
  }, UNITS);
}

const views: [name: string, path: string, reach: (page: Page) => Promise<void>][] = [
  ["Overview", "/metrics/", (page) => gauge(page).waitFor()],
  ["Workers", "/metrics/workers", (page) => rowOf(page, "ended@1.0.0").waitFor()],
  ["groups", "/metrics/workers?group=true", (page) => rowOf(page, "ended@").waitFor()],
  [
    "details",
    "/metrics/workers/id-of-crashed",
    (page) => page.getByText("failed").first().waitFor(),
  ],
];

describe.each(Object.entries(windows))("on a %s", (_, viewport) => {
  test.each(views)("no two texts of %s are heard as one", async (_, path, reach) => {
    const { page, faults, close } = await visit(path, { viewport });
    await reach(page);
    expect(await runTogether(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

test("the share of hits is apart from their number", async () => {
  const { page, close } = await visit("/metrics/");
  const hits = page.getByRole("definition").filter({ hasText: "hits" });
  expect(await hits.textContent()).toBe("26, 74% hits");
  await close();
});

test("history has a dash for its uptime, and words for who can't see it", async () => {
  const { page, faults, close } = await visit("/metrics/workers?sort=uptime");
  const cell = rowOf(page, "ended@1.0.0").locator('[title="no live worker"]');
  await cell.waitFor();
  expect(await cell.locator("[aria-hidden]").textContent()).toBe("–");
  expect(await cell.locator(".sr-only").textContent()).toBe("no live worker");
  expect(await rowOf(page, "active@1.0.0").locator('[title="no live worker"]').count()).toBe(0);
  await rowOf(page, "ended@1.0.0").getByRole("link").click();
  const uptime = page.getByTestId("details").locator("dd").filter({ hasText: "no live worker" });
  await uptime.waitFor();
  expect(faults).toEqual([]);
  await close();
});
