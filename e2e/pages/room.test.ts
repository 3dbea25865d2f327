import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { rowOf, table } from "./elements.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const LONG = "@buntime/plugin-with-a-name-that-goes-on-and-on-and-on@0.12.3-beta.4";
const GREAT = Number.MAX_SAFE_INTEGER;

const worker = (app: string, uptime: number, count: number) => ({
  id: `00000000-0000-4000-8000-${String(uptime).padStart(12, "0")}`,
  app,
  state: "active",
  requests: count,
  errors: 3,
  uptime,
  memory: { rss: 4_000_000_000, heapUsed: 500_000 },
});
const workers = [
  worker(LONG, 86_340, GREAT),
  worker("b@1.0.0", 3_599, 1),
  worker("c@1.0.0", 8_722_800, 2),
];

setDefaultTimeout(30_000);

const { visit } = stage(
  {},
  {
    pool: {
      getMetrics: () => ({ size: 10, active: 3, idle: 0, creating: 0, total: 3 }),
      getWorkerStats: () => workers,
    },
  },
);
/** As large as the shell's frame in a usual window. */
const frame = { width: 1056, height: 755 };

/** How far an element's content is wider than its own room, in pixels. */
const excess = (element: Locator) =>
  element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);

async function versionIsWhole(page: Page, role: "link" | "button"): Promise<void> {
  const link = rowOf(page, LONG).getByRole(role);
  const version = link.getByText("@0.12.3-beta.4", { exact: true });
  expect(await excess(version)).toBe(0);
  const [inside, around] = [
    await version.boundingBox(),
    await rowOf(page, LONG).getByRole("rowheader").boundingBox(),
  ];
  if (!inside || !around) throw new Error("not drawn");
  expect(inside.x + inside.width).toBeLessThanOrEqual(around.x + around.width);
  expect(inside.y + inside.height).toBeLessThanOrEqual(around.y + around.height);
  expect(await link.getAttribute("title")).toBe(LONG);
}

describe("an app's name that is too long is cut before its version, and can be had whole", () => {
  test.each([
    ["rows", "", "link"],
    ["groups", "?group=true", "button"],
  ] as const)("in the shell's frame, in %s", async (_, search, role) => {
    const { page, close } = await visit(`/metrics/workers${search}`, { viewport: frame });
    await versionIsWhole(page, role);
    await close();
  });

  test("on a phone, where rows stay as tall as they are", async () => {
    const { page, close } = await visit("/metrics/workers", { viewport: windows.phone });
    await versionIsWhole(page, "link");
    expect((await rowOf(page, LONG).boundingBox())?.height).toBe(76);
    await close();
  });
});

test.each(["", "?cols=requests,rss"])(
  "great numbers stay in their cell on a phone, with %p",
  async (search) => {
    const { page, close } = await visit(`/metrics/workers${search}`, { viewport: windows.phone });
    await rowOf(page, LONG).getByText("9,007,199,254,740,991").waitFor();
    expect(await excess(table(page).locator(".."))).toBe(0);
    for (const cell of await rowOf(page, LONG).getByRole("cell").all()) {
      expect(await excess(cell)).toBe(0);
    }
    await close();
  },
);

test.each(["en-US", "pt-BR"])(
  "an uptime is shown whole in the shell's frame, in %s",
  async (locale) => {
    const { page, close } = await visit("/metrics/workers", { viewport: frame, locale });
    const name = locale === "en-US" ? "Uptime" : "No ar há";
    const heads = page.getByRole("columnheader");
    await heads.filter({ hasText: name }).waitFor();
    const place = (await heads.allTextContents()).findIndex((text) => text.includes(name)) - 1;
    for (const row of await page.locator("tr:has([data-line])").all()) {
      expect(await excess(row.getByRole("cell").nth(place))).toBe(0);
    }
    await close();
  },
);
