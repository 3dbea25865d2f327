import { expect, test } from "bun:test";
import type { Locator } from "playwright-core";
import { connectionIn } from "./elements.ts";
import { testPool } from "./pools.ts";
import { stage } from "./stage.ts";

const pool = testPool();
pool.counts = { active: 3, idle: 2, creating: 1 };
const at = stage({}, { pool, browser: "full" });

/** The background colour of an element as painted. */
function ground(element: Locator): Promise<string> {
  return element.evaluate((node) => getComputedStyle(node).backgroundColor);
}

async function grounds(elements: Locator): Promise<Set<string>> {
  return new Set(await Promise.all((await elements.all()).map(ground)));
}

test("with forced colours, data colours are kept, and selected options stand out", async () => {
  const page = await at.open("/metrics/");
  await connectionIn(page, "live").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    const canvas = await ground(page.locator("body"));
    const links = page.getByRole("navigation").getByRole("link");
    expect(await ground(links.first())).not.toBe(await ground(links.last()));
    const timeWindows = page.getByRole("group", { name: "Time window" }).locator("label");
    expect(await grounds(timeWindows)).toHaveProperty("size", 2);
    expect(await ground(page.getByTestId("connection").locator("span"))).not.toBe(canvas);
    const chart = page.getByRole("region", { name: "Workers over time" });
    await chart.locator("canvas").waitFor();
    const legend = await grounds(chart.locator("span.size-2\\.5"));
    expect(legend.size).toBe(3);
    const counters = page.getByRole("region", { name: "Workers", exact: true });
    expect(await grounds(counters.locator("dt span"))).toEqual(legend);
    const slots = counters.getByRole("img", { name: "slots" }).locator("> div").first();
    const stripes = await slots.evaluate((bar) => getComputedStyle(bar).backgroundImage);
    expect([...legend].filter((color) => stripes.includes(color))).not.toEqual([]);
    expect(legend.has(canvas)).toBe(false);
  }
});
