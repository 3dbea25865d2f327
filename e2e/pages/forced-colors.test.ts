import { describe, expect, test } from "bun:test";
import type { Locator } from "playwright-core";
import { connectionIn } from "./elements.ts";
import { stage } from "./stage.ts";

const counts = { size: 10, active: 3, idle: 2, creating: 1, total: 6 };
const pool = { getMetrics: () => counts, getWorkerStats: () => [] };
const at = stage({}, { pool });

/** The colour that an element's ground is painted in. */
function ground(element: Locator): Promise<string> {
  return element.evaluate((node) => getComputedStyle(node).backgroundColor);
}

async function grounds(elements: Locator): Promise<Set<string>> {
  return new Set(await Promise.all((await elements.all()).map(ground)));
}

describe.each(["light", "dark"] as const)(
  "where the system paints all in its own, %s",
  (scheme) => {
    test("colours that are data are kept, and what is chosen stands out", async () => {
      const { page, faults, close } = await at.visit("/metrics/", {
        forcedColors: "active",
        colorScheme: scheme,
      });
      await connectionIn(page, "live").waitFor();
      const canvas = await ground(page.locator("body"));
      const links = page.getByRole("navigation").getByRole("link");
      expect(await ground(links.first())).not.toBe(await ground(links.last()));
      const windows = page.getByRole("group", { name: "Time window" }).locator("label");
      expect(await grounds(windows)).toHaveProperty("size", 2);
      expect(await ground(page.getByTestId("connection").locator("span"))).not.toBe(canvas);
      const legend = page
        .getByRole("region", { name: "Workers over time" })
        .locator("span.size-2\\.5");
      const legendGrounds = await grounds(legend);
      expect(legendGrounds.size).toBe(3);
      const counters = page.getByRole("region", { name: "Workers", exact: true });
      expect(await grounds(counters.locator("dt span"))).toEqual(legendGrounds);
      const parts = counters.getByRole("img", { name: "slots" }).locator("> div > div");
      expect(await grounds(parts)).toEqual(legendGrounds);
      expect(legendGrounds.has(canvas)).toBe(false);
      expect(faults).toEqual([]);
      await close();
    });
  },
);
